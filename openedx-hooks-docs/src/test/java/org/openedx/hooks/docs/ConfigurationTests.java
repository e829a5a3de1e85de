/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.example.AnyStep;
import com.example.ExampleApplication;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.docs.Page.Block;
import org.openedx.hooks.filter.PipelineStep;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** With the configuration in the documentation an application starts, and each setting in it is one that is read. */
class ConfigurationTests {

    /** Steps that pages name, for whatever filter. */
    private static final List<String> STEPS =
            List.of("checkAge", "checkTerms", "notifySchool", "premiumCourses", "requirePaidTrack");

    /** The names of all properties of all libraries here, and whether more may follow. */
    private static final Map<String, Boolean> PROPERTIES = properties();

    static Stream<Block> files() {
        return Stream.concat(Page.blocksOfAll("yaml").stream(), Page.blocksOfAll("properties").stream())
                .filter(block -> !block.text().contains(".v1=com.example")); // an index of hooks
    }

    static Stream<Command> variables() {
        return Command.all().stream().filter(command -> command.program().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everySettingIsOneThatIsRead(Block file) {
        for (String name : source(file).getPropertyNames()) {
            assertThat(PROPERTIES.entrySet()).as("%s in %s", name, file).anyMatch(property -> {
                ConfigurationPropertyName known = ConfigurationPropertyName.of(property.getKey());
                ConfigurationPropertyName found = ConfigurationPropertyName.adapt(name, '.');
                return known.equals(found) || (property.getValue() && known.isAncestorOf(found));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void anApplicationStartsWithTheFile(Block file) {
        start(source(file));
    }

    @ParameterizedTest
    @MethodSource("variables")
    void anApplicationStartsWithTheVariables(Command variables) {
        Map<String, Object> environment = new LinkedHashMap<>();
        for (String variable : variables.variables()) {
            int equals = variable.indexOf('=');
            environment.put(
                    variable.substring(0, equals),
                    variable.substring(equals + 1).replaceAll("^'|'$", ""));
        }
        start(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, environment));
    }

    private static void start(PropertySource<?> configuration) {
        StandardEnvironment environment = new StandardEnvironment() {
            @Override
            protected void customizePropertySources(MutablePropertySources sources) {
                sources.addLast(configuration);
            }
        };
        try (ConfigurableApplicationContext application = new SpringApplicationBuilder(ExampleApplication.class)
                .web(WebApplicationType.NONE)
                .environment(environment)
                .initializers(context -> STEPS.forEach(step ->
                        ((GenericApplicationContext) context).registerBean(step, PipelineStep.class, AnyStep::new)))
                .run()) {
            assertThat(application.isRunning()).isTrue();
        }
    }

    private static EnumerablePropertySource<?> source(Block file) {
        PropertySourceLoader loader =
                file.language().equals("yaml") ? new YamlPropertySourceLoader() : new PropertiesPropertySourceLoader();
        byte[] text = file.text().getBytes(StandardCharsets.UTF_8);
        try {
            return (EnumerablePropertySource<?>)
                    loader.load(file.page(), new ByteArrayResource(text)).get(0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Map<String, Boolean> properties() {
        Map<String, Boolean> properties = new TreeMap<>();
        try {
            for (URL file : Collections.list(ConfigurationTests.class
                    .getClassLoader()
                    .getResources("META-INF/spring-configuration-metadata.json"))) {
                try (InputStream json = file.openStream()) {
                    for (JsonNode property : JsonMapper.shared().readTree(json).get("properties")) {
                        String type = property.path("type").asString("");
                        properties.put(
                                property.get("name").asString(),
                                type.startsWith("java.util.Map") || type.startsWith("java.util.List"));
                    }
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        return properties;
    }
}

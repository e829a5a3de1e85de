/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

@DisplayName("Pipelines from every source of configuration that Spring Boot has (FCF-1)")
class FilterConfigSourcesTests {

    private static final String TYPE = "org.openedx.content_authoring.x_y.render.started.v1";

    private static final String EVENT = "org.openedx.enterprise.subsidy.redemption-reversed.v1";

    private static final String VARIABLE =
            "OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_CONTENT_AUTHORING_X_Y_RENDER_STARTED_V1";

    @TempDir
    private Path directory;

    /** Each says the same: run b, then a, do not fail silently, with an option; and switch an event off. */
    static Stream<Sources> everySourceIsUnderstood() {
        return Stream.of(
                new Sources("natural yaml").file("application.yml", """
                                open-edx-filters-config:
                                  TYPE:
                                    fail_silently: false
                                    pipeline: [b, a]
                                    log_level: info
                                openedx.hooks.enabled:
                                  EVENT: false
                                """).origin("application.yml] - 4:16"),
                new Sources("bracketed yaml").file("application.yml", """
                                open-edx-filters-config:
                                  "[TYPE]":
                                    failSilently: false
                                    pipeline:
                                      - b
                                      - step: a
                                    log_level: info
                                openedx.hooks.enabled:
                                  "[EVENT]": false
                                """).origin("application.yml] - 5:9"),
                new Sources("properties")
                        .file("application.properties", """
                                open-edx-filters-config.TYPE.fail-silently=false
                                open-edx-filters-config[TYPE].pipeline[1]=a
                                open-edx-filters-config[TYPE].pipeline[0]=b
                                open-edx-filters-config[TYPE].log_level=info
                                openedx.hooks.enabled.EVENT=false
                                """.replaceFirst("config\\.TYPE", "config[TYPE]"))
                        .origin("application.properties] - 3:"),
                new Sources("environment variables")
                        .variable(VARIABLE + "_FAIL_SILENTLY", "false")
                        .variable(VARIABLE + "_PIPELINE_0", "b")
                        .variable(VARIABLE + "_PIPELINE_1_STEP", "a")
                        .variable(VARIABLE + "_LOG_LEVEL", "info")
                        .argument("--openedx.hooks.enabled.EVENT=false")
                        .origin("System Environment Property \"" + VARIABLE + "_PIPELINE_0\""),
                new Sources("JSON").variable("SPRING_APPLICATION_JSON", """
                                {"open-edx-filters-config": {"TYPE":
                                    {"fail_silently": false, "pipeline": ["b", {"step": "a"}], "log_level": "info"}},
                                 "openedx.hooks.enabled": {"EVENT": false}}
                                """).origin("SPRING_APPLICATION_JSON"),
                new Sources("arguments")
                        .argument("--open-edx-filters-config.TYPE.fail-silently=false")
                        .argument("--open-edx-filters-config.TYPE.pipeline=b, a")
                        .argument("--open-edx-filters-config.TYPE.log_level=info")
                        .argument("--openedx.hooks.enabled.EVENT=false")
                        .origin("commandLineArgs"),
                new Sources("config tree")
                        .file("application.yml", "spring.config.import: \"configtree:DIRECTORY/tree/\"")
                        .file("tree/open-edx-filters-config/TYPE/fail_silently", "false\n")
                        .file("tree/open-edx-filters-config/TYPE/pipeline", "b, a\n")
                        .file("tree/open-edx-filters-config/TYPE/log_level", "info\n")
                        .file("tree/openedx/hooks/enabled/EVENT", "false\n")
                        .origin("pipeline"),
                new Sources("several at once")
                        .file("application.yml", """
                                open-edx-filters-config.TYPE: {fail_silently: true, pipeline: [a, a, a], log_level: info}
                                """)
                        .file("application.properties", "openedx.hooks.enabled.EVENT=true")
                        .variable(VARIABLE + "_FAIL_SILENTLY", "no")
                        .variable("SPRING_APPLICATION_JSON", "{\"openedx.hooks.enabled.EVENT\": false}")
                        .argument("--open-edx-filters-config[TYPE].pipeline[0]=b")
                        .argument("--open-edx-filters-config[TYPE].pipeline[1].step=a")
                        .origin("commandLineArgs"));
    }

    @ParameterizedTest
    @MethodSource
    void everySourceIsUnderstood(Sources sources) throws Exception {
        try (ConfigurableApplicationContext application = run(sources)) {
            assertThat(mode(application)).isEqualTo("b a");
            assertThat(application.getBean(FilterPipelines.class).all())
                    .singleElement()
                    .satisfies(pipeline -> {
                        assertThat(pipeline.filterType()).isEqualTo(TYPE);
                        assertThat(pipeline.steps()).noneMatch(FilterPipelineDescription.Step::failSilently);
                        assertThat(pipeline.steps())
                                .allSatisfy(step -> assertThat(step.options()).containsExactly("log_level"));
                        assertThat(pipeline.steps().get(0).origin()).contains(sources.origin.get(0));
                    });
            assertThat(application.getBean(SeenOptions.class).options).containsExactly(entry("log_level", "info"));
            assertThat(application
                            .getBean(HookSwitches.class)
                            .of(HookType.of(EVENT))
                            .isOn())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("everySourceIsUnderstood")
    void everySourceIsNamedInMessages(Sources sources) {
        assertThatExceptionOfType(InvalidHookConfigurationException.class)
                .isThrownBy(() -> {
                    try {
                        run(sources, "b", "bb");
                    } catch (RuntimeException ex) {
                        throw ex.getCause() instanceof RuntimeException cause ? rootOf(cause) : ex;
                    }
                })
                .satisfies(ex -> {
                    ConfigurationProblem problem = ex.problems().get(0);
                    assertThat(problem.hookType()).isEqualTo(TYPE);
                    assertThat(problem.origin()).contains(sources.origin.get(0));
                    assertThat(problem.message()).startsWith("no bean or class is named \"bb\".");
                });
    }

    private static RuntimeException rootOf(RuntimeException ex) {
        return ex.getCause() instanceof RuntimeException cause ? rootOf(cause) : ex;
    }

    @Test
    void aProfilesListReplacesTheListAndLeavesTheRest() throws Exception {
        Sources sources = new Sources("profile").file("application.yml", """
                        open-edx-filters-config:
                          TYPE:
                            fail_silently: false
                            pipeline: [a, a, b]
                            log_level: info
                            deep: {kept: 1, changed: 1, list: [1, 2, 3]}
                        """).file("application-prod.yml", """
                        open-edx-filters-config:
                          "[TYPE]":
                            pipeline: [b]
                            deep: {changed: 2, list: [4]}
                        """);
        try (ConfigurableApplicationContext application = run(sources)) {
            assertThat(mode(application)).isEqualTo("a a b");
        }
        try (ConfigurableApplicationContext application = run(sources.argument("--spring.profiles.active=prod"))) {
            assertThat(mode(application)).isEqualTo("b");
            FilterPipelineDescription.Step step = application
                    .getBean(FilterPipelines.class)
                    .all()
                    .get(0)
                    .steps()
                    .get(0);
            assertThat(step.failSilently()).isFalse();
            assertThat(step.origin()).contains("application-prod.yml] - 3:16");
            assertThat(application.getBean(SeenOptions.class).options)
                    .containsOnly(
                            entry("log_level", "info"),
                            entry("deep", Map.of("kept", 1, "changed", 2, "list", List.of(4))));
        }
    }

    @Test
    void partsOfOneFileThatAreForAProfileOverrideThoseAbove() throws Exception {
        Sources sources = new Sources("documents").file("application.yml", """
                open-edx-filters-config.TYPE: {pipeline: [a, a], log_level: info}
                ---
                spring.config.activate.on-profile: prod
                open-edx-filters-config.TYPE: [b]
                """);
        try (ConfigurableApplicationContext application = run(sources.argument("--spring.profiles.active=prod"))) {
            assertThat(mode(application)).isEqualTo("b");
            assertThat(application.getBean(SeenOptions.class).options).containsExactly(entry("log_level", "info"));
        }
    }

    @Test
    void anEventsTypeStaysAsItIsWrittenInMessages() {
        for (Sources sources : List.of(
                new Sources("natural").file("application.yml", "open-edx-filters-config.EVENT: a"),
                new Sources("properties").file("application.properties", "open-edx-filters-config.EVENT.pipeline=a"),
                new Sources("variable")
                        .variable("OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_ENTERPRISE_SUBSIDY_REDEMPTIONREVERSED_V1", "a"),
                new Sources("argument").argument("--open-edx-filters-config[EVENT]=a"))) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> run(sources))
                    .withStackTraceContaining(EVENT + ": this is an event, which has receivers and no pipeline.");
        }
    }

    private static String mode(ConfigurableApplicationContext application) {
        return application
                .getBean(OpenEdxFilters.class)
                .run(new RenderStarted(""))
                .value()
                .trim();
    }

    private ConfigurableApplicationContext run(Sources sources) throws Exception {
        return run(sources, "", "");
    }

    /** Starts an application as users do, with one step's name exchanged. */
    private ConfigurableApplicationContext run(Sources sources, String step, String other) throws Exception {
        Path place = Files.createTempDirectory(directory, "run");
        for (Map.Entry<String, String> file : sources.files.entrySet()) {
            Path path = place.resolve(named(file.getKey()));
            Files.createDirectories(path.getParent());
            Files.writeString(path, exchanged(file.getValue(), step, other).replace("DIRECTORY", place.toString()));
        }
        Map<String, Object> variables = new HashMap<>();
        sources.variables.forEach((name, value) -> variables.put(name, exchanged(value, step, other)));
        List<String> arguments = new ArrayList<>(List.of("--spring.config.location=file:" + place + "/"));
        sources.arguments.forEach(argument -> {
            int value = argument.indexOf('=');
            arguments.add(named(argument.substring(0, value)) + exchanged(argument.substring(value), step, other));
        });
        return new SpringApplicationBuilder(Application.class)
                .environment(new StandardEnvironment() {
                    @Override
                    protected void customizePropertySources(MutablePropertySources sources) {
                        sources.addLast(new SystemEnvironmentPropertySource(
                                SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
                    }
                })
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    private static String exchanged(String text, String step, String other) {
        return named(step.isEmpty() ? text : text.replaceFirst("\\b" + step + "\\b", other));
    }

    private static String named(String text) {
        return text.replace("TYPE", TYPE).replace("EVENT", EVENT);
    }

    record Sources(
            String name,
            Map<String, String> files,
            Map<String, String> variables,
            List<String> arguments,
            List<String> origin) {

        Sources(String name) {
            this(name, new HashMap<>(), new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        }

        Sources file(String name, String content) {
            files.put(name, content);
            return this;
        }

        Sources variable(String name, String value) {
            variables.put(name, value);
            return this;
        }

        Sources argument(String argument) {
            arguments.add(argument);
            return this;
        }

        /** What the origin of the first step contains. */
        Sources origin(String part) {
            origin.add(part);
            return this;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @FilterHook(type = TYPE)
    record RenderStarted(String value) implements OpenEdxFilter {}

    static final class SeenOptions {

        private Map<String, Object> options = Map.of();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        SeenOptions seenOptions() {
            return new SeenOptions();
        }

        @Bean
        PipelineStep<RenderStarted> a(SeenOptions seen) {
            return (filter, context) -> {
                seen.options = context.options();
                return new RenderStarted(filter.value() + " a");
            };
        }

        @Bean
        PipelineStep<RenderStarted> b(SeenOptions seen) {
            return (filter, context) -> {
                seen.options = context.options();
                return new RenderStarted(filter.value() + " b");
            };
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the page of all settings equal to the metadata that the modules bring for editors. With
 * {@code -Dopenedx.hooks.regenerate=true} it writes it anew.
 */
class PropertiesPageTests {

    private static final Path PAGE = Repository.ROOT.resolve("docs/reference/properties.md");

    private static final String COMMAND =
            "mvn test -pl openedx-hooks-docs -am -Dtest=PropertiesPageTests -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dopenedx.hooks.regenerate=true";

    /** Sees the types of settings without depending on their modules, whose auto-configuration other tests have not. */
    private static final ClassLoader MODULES = new URLClassLoader(
            Pom.published().stream().map(PropertiesPageTests::classes).toArray(URL[]::new),
            PropertiesPageTests.class.getClassLoader());

    @Test
    void thePageSaysWhatTheMetadataSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("openedx.hooks.regenerate")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Repository.read(PAGE))
                .as("docs/reference/properties.md is stale; to make it anew, run%n%s%n", COMMAND)
                .isEqualTo(page);
    }

    @Test
    void everySettingSaysWhatItDoes() {
        assertThat(settings().values())
                .allSatisfy(settings -> assertThat(settings.values())
                        .allSatisfy(setting -> assertThat(setting.description())
                                .as(setting.name())
                                .matches("(?s)[A-Z].*\\.")));
    }

    private static URL classes(String module) {
        try {
            return Repository.ROOT
                    .resolve(module)
                    .resolve("target/classes/")
                    .toUri()
                    .toURL();
        } catch (MalformedURLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String page() {
        StringBuilder page = new StringBuilder("""
                # Settings

                <!-- Made of the metadata of the modules; to make it anew, run
                     %s -->

                After reading this page you can set everything that there is to set.

                Every setting can stand in a file, be an argument or a system property, or an environment variable: in capitals, with
                underscores for dots, and with or without underscores for hyphens. A name below `openedx.hooks` or `event-bus` that is
                none of these keeps the application from starting, with where it stands and the nearest one.
                """.formatted(COMMAND));
        settings().forEach((module, settings) -> {
            page.append("\n## ").append(module).append("\n\n| name | type | default | |\n|---|---|---|---|\n");
            settings.values()
                    .forEach(setting -> page.append("| `%s` | %s | %s | %s |%n"
                            .formatted(setting.name(), setting.type(), setting.defaultValue(), setting.description())));
        });
        return page.toString().replace("\r\n", "\n");
    }

    private static Map<String, Map<String, Setting>> settings() {
        Map<String, Map<String, Setting>> modules = new LinkedHashMap<>();
        for (String module : Pom.published()) {
            Path metadata = Repository.ROOT
                    .resolve(module)
                    .resolve("target/classes/META-INF/spring-configuration-metadata.json");
            if (Files.exists(metadata)) {
                Object properties = JsonParserFactory.getJsonParser()
                        .parseMap(Repository.read(metadata))
                        .get("properties");
                Map<String, Setting> settings = new TreeMap<>();
                ((List<?>) Objects.requireNonNull(properties))
                        .stream()
                                .map(property -> Setting.of((Map<?, ?>) property))
                                .forEach(setting -> settings.put(setting.name(), setting));
                if (!settings.isEmpty()) {
                    modules.put(module, settings);
                }
            }
        }
        assertThat(modules).containsKey("openedx-hooks-spring-boot-starter");
        return modules;
    }

    private record Setting(String name, String type, String defaultValue, String description) {

        static Setting of(Map<?, ?> metadata) {
            String type = Objects.toString(metadata.get("type"));
            Object defaultValue = metadata.get("defaultValue");
            return new Setting(
                    Objects.toString(metadata.get("name")),
                    values(type).isEmpty() ? type.replaceAll("(\\w+[.$])+", "").replace(",", ", ") : values(type),
                    defaultValue == null ? "" : code(defaultValue, !values(type).isEmpty()),
                    sentences(Objects.toString(metadata.get("description"), "")));
        }

        /** The values of an enumeration as they are written, else an empty text. */
        private static String values(String type) {
            if (!type.matches("org\\.(openedx|springframework)\\..*")) {
                return "";
            }
            Class<?> settingType = ClassUtils.resolveClassName(type, MODULES);
            return settingType.isEnum()
                    ? Stream.of(settingType.getEnumConstants())
                            .map(value -> code(value, true))
                            .collect(Collectors.joining(", "))
                    : "";
        }

        private static String code(Object value, boolean enumeration) {
            String text = value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : value.toString();
            return "`%s`".formatted(enumeration ? text.toLowerCase(Locale.ROOT).replace('_', '-') : text);
        }

        /**
         * Some modules have sentences, others what follows the name of a parameter; IDs of rules are for their readers.
         */
        private static String sentences(String javadoc) {
            String text = javadoc.replaceAll("\\{@\\w+ ([^}]*)}", "`$1`")
                    .replaceAll(" \\([A-Z]+-\\d+[^)]*\\)", "")
                    .replace("|", "\\|");
            return text.isEmpty() || text.endsWith(".")
                    ? StringUtils.capitalize(text)
                    : StringUtils.capitalize(text) + ".";
        }
    }
}

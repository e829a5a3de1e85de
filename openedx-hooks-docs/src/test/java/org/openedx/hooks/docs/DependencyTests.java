/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dependencies that pages name are those of the consumer in {@code src/it}, which {@code mvn -Prelease verify}
 * resolves and runs against what is published. Gradle itself does not run here: it takes versions from the same BOM.
 */
class DependencyTests {

    private static final String VERSION = Pom.ofModule(".").one("/project/version");

    private static final Pom CONSUMER = Pom.of(Path.of("src/it/consumer/pom.xml"));

    private static final Pattern GRADLE =
            Pattern.compile("(?m)^\\s*(\\w+)\\((platform\\()?\"([^:\"]+):([^:\"]+)(?::([^:\"]+))?\"");

    private static final Pattern MAVEN = Pattern.compile(
            "<dependency>\\s*<groupId>org\\.openedx\\.hooks</groupId>\\s*<artifactId>([^<]+)</artifactId>(?:\\s*<version>([^<]+)</version>)?");

    @Test
    void gradleFindsWhatThePagesSayByTheBom() {
        List<MatchResult> dependencies = pages().flatMap(page -> page.blocks("kotlin"))
                .flatMap(block -> GRADLE.matcher(block).results())
                .toList();

        assertThat(dependencies).anySatisfy(one -> assertThat(one.group(2)).isNotNull());
        assertThat(dependencies).allSatisfy(one -> {
            assertThat(one.group(3)).isEqualTo("org.openedx.hooks");
            if (one.group(2) != null) {
                assertThat(one.group(5)).isEqualTo(VERSION);
                assertThat(CONSUMER.all("/project/dependencyManagement//artifactId"))
                        .contains(one.group(4));
            } else {
                assertThat(one.group(5)).isNull();
                assertThat(CONSUMER.all("/project/dependencies/dependency/artifactId"))
                        .contains(one.group(4));
            }
        });
    }

    @Test
    void mavenFindsWhatThePagesSay() {
        List<MatchResult> dependencies = pages().flatMap(page -> page.blocks("xml"))
                .flatMap(block -> MAVEN.matcher(block).results())
                .toList();

        assertThat(dependencies).isNotEmpty().allSatisfy(one -> {
            assertThat(Pom.published()).contains(one.group(1));
            assertThat(one.group(2)).isIn(null, VERSION, "${openedx-hooks.version}");
        });
    }

    private static Stream<Page> pages() {
        return Page.all().stream();
    }
}

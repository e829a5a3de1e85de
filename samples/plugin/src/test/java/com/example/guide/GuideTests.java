/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GuideTests {

    @Test
    void itsCodeIsThatOfThisModule() throws IOException {
        List<String> files;
        try (Stream<Path> all = Files.walk(Path.of("src"))) {
            files = all.filter(Files::isRegularFile)
                    .map(Guide::read)
                    .map(Guide::withoutSpace)
                    .toList();
        }

        assertThat(Stream.of("java", "properties", "imports").map(Guide::blocks).flatMap(List::stream))
                .hasSizeGreaterThan(10)
                .allSatisfy(block -> assertThat(files)
                        .as(block)
                        .anySatisfy(file -> assertThat(file).contains(Guide.withoutSpace(block))));
    }

    @Test
    void itsPomHasTheVersionsOfThisBuild() {
        String parent = Guide.read(Path.of("../../pom.xml"));
        String boot = between(parent, "<spring-boot.version>", "<");

        assertThat(Guide.blocks("xml")).singleElement().asString().satisfies(pom -> {
            assertThat(between(pom, "<artifactId>spring-boot-starter-parent</artifactId>\n        <version>", "<"))
                    .isEqualTo(boot);
            assertThat(between(pom, "<openedx-hooks.version>", "<"))
                    .isEqualTo(between(parent, "<artifactId>openedx-hooks-parent</artifactId>\n    <version>", "<"));
        });
    }

    private static String between(String text, String start, String end) {
        assertThat(text).contains(start);
        String rest = text.substring(text.indexOf(start) + start.length());
        return rest.substring(0, rest.indexOf(end));
    }
}

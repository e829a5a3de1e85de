/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentationTests {

    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void theCodeInTheDocumentationIsThatOfTheseTests() throws IOException {
        List<String> snippets = CODE.matcher(Files.readString(Path.of("../docs/testing.md")))
                .results()
                .map(snippet -> snippet.group(1))
                .toList();

        try (Stream<Path> sources = Files.list(Path.of("src/test/java/com/example/learning"))) {
            String code = sources.map(DocumentationTests::read).collect(Collectors.joining());
            assertThat(snippets)
                    .hasSize(6)
                    .allSatisfy(snippet -> assertThat(withoutSpace(code)).contains(withoutSpace(snippet)));
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}

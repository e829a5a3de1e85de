/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the pages in {@code docs/reference} equal to the definitions. With {@code -Dopenedx.hooks.regenerate=true} it
 * writes them anew.
 */
class ReferencePagesTests {

    private static final Path PAGES = Path.of("..", "docs", "reference");

    @Test
    void thePagesSayWhatTheDefinitionsSay() throws IOException {
        Map<String, String> pages = pages();
        if (Boolean.getBoolean("openedx.hooks.regenerate")) {
            Files.createDirectories(PAGES);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            }
        }
        for (Map.Entry<String, String> page : pages.entrySet()) {
            Path file = PAGES.resolve(page.getKey());
            assertThat(Files.exists(file) ? Files.readString(file).replace("\r\n", "\n") : "")
                    .as("docs/reference/%s is stale; to make it anew, run%n%s%n", page.getKey(), ReferencePage.COMMAND)
                    .isEqualTo(page.getValue());
        }
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsAll(pages.keySet());
        }
    }

    private static Map<String, String> pages() {
        SourceDocs docs = SourceDocs.read(Path.of("src", "main", "java", "org", "openedx", "hooks"));
        Map<String, List<HookDefinition>> hooks =
                HookCatalog.load(ReferencePagesTests.class.getClassLoader()).definitions().stream()
                        .filter(hook -> hook.type().reverseDns().equals("org.openedx"))
                        .collect(Collectors.groupingBy(
                                hook -> hook.type().subdomain(), TreeMap::new, Collectors.toList()));
        Map<String, String> pages = new TreeMap<>();
        hooks.forEach((subdomain, some) -> pages.put(subdomain + ".md", ReferencePage.of(subdomain, some, docs)));
        return pages;
    }
}

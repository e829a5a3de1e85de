/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.wire.AsyncApi;
import org.openedx.hooks.wire.EventCodecs;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the pages in {@code docs/reference} equal to the definitions. With {@code -Dopenedx.hooks.regenerate=true} it
 * writes them anew.
 */
class ReferencePagesTests {

    private static final SourceDocs DOCS = SourceDocs.read(Path.of("src", "main", "java", "org", "openedx", "hooks"));

    /** Of openedx-events, whose events these are. */
    private static final String VERSION = "11.2.0";

    private static final Path RESOURCES = Path.of("src", "main", "resources");

    private static final Path PAGES = Path.of("..", "docs", "reference");

    @BeforeAll
    static void writeAnew() throws IOException {
        if (Boolean.getBoolean("openedx.hooks.regenerate")) {
            Files.writeString(RESOURCES.resolve(HookDocs.FILE), words());
            Files.createDirectories(PAGES);
            for (Map.Entry<String, String> page : pages().entrySet()) {
                Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
            }
        }
    }

    @Test
    void thePagesSayWhatTheDefinitionsSay() throws IOException {
        Map<String, String> pages = pages();
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertUpToDate(PAGES.resolve(page.getKey()), page.getValue());
        }
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsAll(pages.keySet());
        }
    }

    /** What applications show of the hooks in words is what their Javadoc says. */
    @Test
    void theWordsThatGoAlongAreThoseOfTheJavadoc() throws IOException {
        assertUpToDate(RESOURCES.resolve(HookDocs.FILE), words());
    }

    private static void assertUpToDate(Path file, String content) throws IOException {
        assertThat(Files.exists(file) ? Files.readString(file).replace("\r\n", "\n") : "")
                .as("%s is stale; to make it anew, run%n%s%n", file.normalize(), ReferencePage.COMMAND)
                .isEqualTo(content);
    }

    private static List<HookDefinition> hooks() {
        return HookCatalog.load(ReferencePagesTests.class.getClassLoader()).definitions().stream()
                .filter(hook -> hook.type().reverseDns().equals("org.openedx"))
                .toList();
    }

    private static String words() {
        StringBuilder lines = new StringBuilder("# Made from the Javadoc of the records. Do not edit; run\n");
        lines.append("# ").append(ReferencePage.COMMAND).append('\n');
        DOCS.words(hooks())
                .forEach((key, words) -> lines.append(key)
                        .append('=')
                        .append(words.replace("\\", "\\\\"))
                        .append('\n'));
        return lines.toString();
    }

    private static Map<String, String> pages() {
        Map<String, List<HookDefinition>> hooks = hooks().stream()
                .collect(Collectors.groupingBy(hook -> hook.type().subdomain(), TreeMap::new, Collectors.toList()));
        HookDocs words = HookDocs.of(sourceResources());
        SamplePayload samples = new SamplePayload(words);
        Map<String, String> pages = new TreeMap<>();
        hooks.forEach(
                (subdomain, some) -> pages.put(subdomain + ".md", ReferencePage.of(subdomain, some, DOCS, samples)));
        pages.put("asyncapi.json", asyncApi(words));
        return pages;
    }

    private static String asyncApi(HookDocs words) {
        List<OpenEdxPublicSignal<?>> events = new ArrayList<>();
        hooks().forEach(hook -> {
            if (hook instanceof OpenEdxPublicSignal<?> event) {
                events.add(event);
            }
        });
        Map<String, Object> document = new AsyncApi(words, EventCodecs.standard())
                .document("The events of Open edX", VERSION, events, List.of());
        return JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsString(document)
                        .replace("\r\n", "\n")
                + "\n";
    }

    /** The resources as they were just written, not as they were when the build began. */
    private static ClassLoader sourceResources() {
        try {
            return new URLClassLoader(new URL[] {RESOURCES.toUri().toURL()}, null);
        } catch (MalformedURLException ex) {
            throw new IllegalStateException(ex);
        }
    }
}

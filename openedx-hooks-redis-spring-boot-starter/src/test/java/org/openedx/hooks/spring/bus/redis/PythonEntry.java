/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.wire.EventHeaders;
import org.springframework.core.io.ClassPathResource;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An entry as Python's libraries write it.
 *
 * @param name of the case
 * @param fields in their order
 */
record PythonEntry(String name, Map<String, byte[]> fields) {

    private static final List<PythonEntry> ALL = read();

    static List<PythonEntry> all() {
        return ALL;
    }

    private static List<PythonEntry> read() {
        String text;
        try {
            text = new ClassPathResource("python-entries.txt").getContentAsString(UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        List<String[]> rows = text.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
        String[] names = rows.get(0);
        int last = names.length - 1;
        return rows.stream()
                .skip(1)
                .map(row -> {
                    Map<String, byte[]> fields = new LinkedHashMap<>();
                    IntStream.range(1, last).forEach(i -> fields.put(names[i], row[i].getBytes(UTF_8)));
                    fields.put(names[last], HexFormat.of().parseHex(row[last]));
                    return new PythonEntry(row[1] + "/" + row[0], fields);
                })
                .toList();
    }

    HookType type() {
        return HookType.of(new String(field("type"), UTF_8));
    }

    EventMetadata metadata() {
        return EventHeaders.redis().read(fields.entrySet(), type -> {
            throw new AssertionError("nothing is missing");
        });
    }

    private byte[] field(String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    byte[] body() {
        return field("event_data");
    }

    /** Names and values, to be compared. */
    List<String> rendered() {
        return render(fields);
    }

    static List<String> render(Map<String, byte[]> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + Arrays.toString(field.getValue()))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Where messages are in a topic, as operators see and write it: {@code 0:15,1:20} for partition and offset. */
final class Positions {

    private static final Pattern POSITION = Pattern.compile("([0-9]{1,9}):([0-9]{1,18})");

    private Positions() {}

    static String of(int partition, long offset) {
        return partition + ":" + offset;
    }

    static String of(Map<Integer, Long> offsets) {
        return new TreeMap<>(offsets)
                .entrySet().stream()
                        .map(entry -> of(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(","));
    }

    /**
     * Reads positions.
     *
     * @throws IllegalArgumentException if the text has none
     */
    static Map<Integer, Long> parse(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            Matcher position = POSITION.matcher(part.strip());
            if (!position.matches()) {
                throw new IllegalArgumentException(
                        "A position on Kafka is a partition and an offset, like 0:15, or several of them: 0:15,1:20");
            }
            offsets.put(Integer.valueOf(position.group(1)), Long.valueOf(position.group(2)));
        }
        return offsets;
    }
}

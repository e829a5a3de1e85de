/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.json.JsonWriter;

/**
 * Pipelines in requests. Endpoint operations take nothing but texts, so what has structure is JSON in a text. Without
 * depending on a JSON library.
 */
final class PipelineJson {

    private PipelineJson() {}

    /** Lists and objects that are given as text; everything else as it is. */
    static @Nullable Object read(@Nullable Object pipeline) {
        if (!(pipeline instanceof CharSequence text)) {
            return pipeline;
        }
        String json = text.toString().strip();
        try {
            if (json.startsWith("[")) {
                return JsonParserFactory.getJsonParser().parseList(json);
            }
            return json.startsWith("{") ? JsonParserFactory.getJsonParser().parseMap(json) : json;
        } catch (JsonParseException ex) {
            return json;
        }
    }

    /** A JSON object whose pieces are texts, with what has structure as JSON in a text; what is none stays as it is. */
    static byte[] flatten(byte[] body) {
        Map<String, Object> flat = new LinkedHashMap<>();
        try {
            JsonParserFactory.getJsonParser()
                    .parseMap(new String(body, StandardCharsets.UTF_8))
                    .forEach((name, value) -> flat.put(name, isStructured(value) ? write(value) : value));
        } catch (JsonParseException ex) {
            return body;
        }
        return write(flat).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isStructured(Object value) {
        return value instanceof Map<?, ?> || value instanceof Iterable<?>;
    }

    private static String write(Object value) {
        return JsonWriter.standard().writeToString(value);
    }
}

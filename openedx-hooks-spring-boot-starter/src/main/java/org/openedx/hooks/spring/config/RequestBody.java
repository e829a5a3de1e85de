/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;

/**
 * Reads what a write operation of an endpoint is given, without depending on a JSON library.
 *
 * @since 0.1.0
 */
public final class RequestBody {

    private RequestBody() {}

    /**
     * The values of a request by their names, as they are written.
     *
     * @param body a JSON object; {@literal null} or blank if there is none
     * @param problems get a sentence if it is something else
     * @return empty if there is none, or it is something else
     */
    public static Map<String, Object> read(@Nullable String body, List<String> problems) {
        if (body == null || body.isBlank()) {
            return Map.of();
        }
        try {
            if (body.strip().startsWith("{")) { // a parser takes null for an object
                return JsonParserFactory.getJsonParser().parseMap(body);
            }
        } catch (JsonParseException ex) {
            // told below
        }
        problems.add("The request must be a JSON object.");
        return Map.of();
    }
}

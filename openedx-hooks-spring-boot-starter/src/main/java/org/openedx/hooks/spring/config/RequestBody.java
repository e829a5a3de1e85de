/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;
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
     * The values of a request. Names may be spelled as in the configuration.
     *
     * @param body a JSON object; {@literal null} or blank if there is none
     * @param names what may be given
     * @param problems get a sentence for each name that is unknown or there twice, or one if it is something else
     * @return the values by their names, {@literal null} among them; empty if there is none, or it is something else
     */
    public static Map<String, @Nullable Object> read(@Nullable String body, List<String> names, List<String> problems) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        parse(body, problems).forEach((name, value) -> {
            String known = names.stream()
                    .filter(candidate -> ConfigNode.uniform(candidate).equals(ConfigNode.uniform(name)))
                    .findFirst()
                    .orElse(null);
            if (known == null) {
                problems.add("\"%s\" is none of %s.%s"
                        .formatted(
                                Printable.of(name, 100),
                                String.join(", ", names),
                                NearestName.to(name, names)
                                        .map(" Did you mean \"%s\"?"::formatted)
                                        .orElse("")));
            } else if (values.containsKey(known)) {
                problems.add("%s is given twice.".formatted(known));
            } else {
                values.put(known, value);
            }
        });
        return values;
    }

    private static Map<String, Object> parse(@Nullable String body, List<String> problems) {
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

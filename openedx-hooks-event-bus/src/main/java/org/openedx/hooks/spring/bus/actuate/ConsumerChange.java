/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.RequestBody;

/**
 * What an operator asks for. A name that is not known is refused and never passed over: a misspelt dryRun would else
 * move a group that nobody wanted moved.
 *
 * @param values what is given, by name
 */
record ConsumerChange(Map<String, Object> values) {

    /**
     * Reads a request.
     *
     * @param body a JSON object; {@literal null} if there is none
     * @param names what may be given
     * @throws RefusedRequestException with everything that is wrong
     */
    static ConsumerChange read(@Nullable String body, List<String> names) {
        List<String> problems = new ArrayList<>();
        Map<String, Object> values = new LinkedHashMap<>();
        RequestBody.read(body, names, problems).forEach((name, value) -> {
            if (value == null) {
                problems.add("%s is null: leave it out instead.".formatted(name)); // which may mean all there are
            } else {
                values.put(name, value);
            }
        });
        if (!problems.isEmpty()) {
            throw new RefusedRequestException(problems, null);
        }
        return new ConsumerChange(values);
    }

    @Nullable
    String text(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(name, "a text", value);
    }

    @Nullable
    Boolean bool(String name) {
        Object value = values.get(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        if (value.equals("true") || value.equals("false")) {
            return value.equals("true");
        }
        throw wrong(name, "true or false", value);
    }

    @Nullable
    Long number(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw wrong(name, "a whole number", value);
    }

    private static RefusedRequestException wrong(String name, String expected, Object found) {
        return new RefusedRequestException(
                List.of("%s must be %s, found \"%s\".".formatted(name, expected, Printable.of(found, 100))), null);
    }
}

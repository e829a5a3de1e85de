/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.RequestBody;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.core.convert.ConversionException;

/**
 * What a write operation shall change. Without depending on a JSON library.
 *
 * @param enabled whether the hook shall run, {@literal null} to leave that as it is
 * @param pipeline of a filter: the steps to run, as a name, or as lists and maps; {@literal null} to leave them
 * @param failSilently of a filter: whether failing steps are only skipped, {@literal null} to leave that as it is
 */
record HookChange(
        @Nullable Boolean enabled,
        @Nullable Object pipeline,
        @Nullable Boolean failSilently) {

    private static final String ENABLED = "enabled";

    private static final String PIPELINE = "pipeline";

    private static final String FAIL_SILENTLY = "failSilently";

    private static final List<String> NAMES = List.of(ENABLED, PIPELINE, FAIL_SILENTLY);

    /** @throws InvalidEndpointRequestException if nothing shall change */
    HookChange {
        if (enabled == null && pipeline == null && failSilently == null) {
            throw refused(List.of("Give at least one of enabled, pipeline and failSilently."));
        }
    }

    /**
     * Reads a request.
     *
     * @param body a JSON object; {@literal null} if there is none
     * @throws InvalidEndpointRequestException with everything that is wrong
     */
    static HookChange read(@Nullable String body) {
        List<String> problems = new ArrayList<>();
        Map<String, @Nullable Object> given = RequestBody.read(body, NAMES, problems);
        Boolean enabled = bool(given, ENABLED, problems);
        Boolean failSilently = bool(given, FAIL_SILENTLY, problems);
        if (!problems.isEmpty()) {
            throw refused(problems);
        }
        return new HookChange(enabled, structured(given.get(PIPELINE)), failSilently);
    }

    /** A pipeline that is given as text: lists and objects may be JSON in it. */
    static @Nullable Object structured(@Nullable Object pipeline) {
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

    private static @Nullable Boolean bool(Map<String, @Nullable Object> given, String name, List<String> problems) {
        Object value = given.get(name);
        if (value == null) {
            return null;
        }
        Boolean bool = value instanceof Boolean is ? is : parse(value);
        if (bool == null) {
            problems.add("%s must be true or false, found \"%s\".".formatted(name, Printable.of(value, 100)));
        }
        return bool;
    }

    private static @Nullable Boolean parse(Object value) {
        try {
            return value instanceof CharSequence
                    ? ApplicationConversionService.getSharedInstance().convert(value, Boolean.class)
                    : null;
        } catch (ConversionException ex) {
            return null;
        }
    }

    private static InvalidEndpointRequestException refused(List<String> problems) {
        return new RefusedRequestException(problems, null);
    }
}

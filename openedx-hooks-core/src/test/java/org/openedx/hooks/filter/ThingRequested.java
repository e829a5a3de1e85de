/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A filter whose data is as free as a Python filter's. */
@FilterHook(type = "org.openedx.trace.thing.requested.v1", minorVersion = 7)
record ThingRequested(Map<String, @Nullable Object> data) implements OpenEdxFilter {

    static final OpenEdxPublicFilter<ThingRequested> FILTER = OpenEdxPublicFilter.of(ThingRequested.class);

    ThingRequested {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    static ThingRequested of(String key, Object value) {
        return new ThingRequested(Map.of(key, value));
    }

    ThingRequested with(Map<String, ?> more) {
        Map<String, @Nullable Object> merged = new LinkedHashMap<>(data);
        merged.putAll(more);
        return new ThingRequested(merged);
    }

    ThingRequested with(String key, @Nullable Object value) {
        return with(Collections.singletonMap(key, value));
    }

    /** Thrown by steps. */
    static final class PreventThing extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        PreventThing(String message) {
            super(message);
        }

        PreventThing(String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}

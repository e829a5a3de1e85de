/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events that were to be published and were not, or are not known to be. Each has one line in the log category
 * {@value #CATEGORY}, a JSON object from which it can be sent again if it has the data (ERR-1). Thread-safe.
 */
final class LostEvents {

    static final String CATEGORY = "org.openedx.hooks.bus.lost";

    private static final Logger log = LoggerFactory.getLogger(CATEGORY);

    private final JsonMapper json;

    private final boolean withData;

    private final BusMeters meters;

    private final AtomicLong count = new AtomicLong();

    private volatile @Nullable Loss last;

    LostEvents(JsonMapper json, boolean withData, BusMeters meters) {
        this.json = json;
        this.withData = withData;
        this.meters = meters;
    }

    /** How many since the application has started. */
    long count() {
        return count.get();
    }

    @Nullable
    Loss last() {
        return last;
    }

    /**
     * One more.
     *
     * @param reason why, without any of its data
     * @param failure what was thrown, of which only the class is told
     */
    void add(Route<?> route, OpenEdxEvent event, EventMetadata metadata, String reason, @Nullable Throwable failure) {
        count.incrementAndGet();
        String exception = failure == null ? null : failure.getClass().getName();
        last = new Loss(Instant.now(), reason, exception);
        meters.lost(metadata.type(), route.fullTopic());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("topic", route.topic());
        line.put("event_key_field", route.keyField());
        line.put("metadata", metadata);
        line.put("reason", reason);
        if (exception != null) {
            line.put("exception", exception);
        }
        if (withData) {
            line.put("data", event);
        }
        log.error("{}", write(line, event));
    }

    /** What cannot be encoded may be no JSON either. */
    private String write(Map<String, Object> line, OpenEdxEvent event) {
        try {
            return json.writeValueAsString(line);
        } catch (RuntimeException ex) {
            line.put("data", event.toString());
            return json.writeValueAsString(line);
        }
    }

    /** When something was lost last, and why. */
    record Loss(Instant time, String reason, @Nullable String exception) {}
}

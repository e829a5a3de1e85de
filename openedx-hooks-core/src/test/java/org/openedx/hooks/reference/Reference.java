/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the Python libraries openedx-events 11.2.0 and openedx-filters 3.4.0 were seen to define and to do. The files
 * are written by running them; they are never edited by hand.
 */
public final class Reference {

    private Reference() {}

    /** The 75 events. */
    public static List<JsonNode> events() {
        return List.copyOf(read("events").values());
    }

    /** The 27 filters. */
    public static List<JsonNode> filters() {
        return List.copyOf(read("filters").get("filters").values());
    }

    /** The payload classes. */
    public static List<JsonNode> dataClasses() {
        return List.copyOf(read("data_classes").values());
    }

    /** What filter pipelines did. */
    public static List<JsonNode> pipelineScenarios() {
        return List.copyOf(read("filter_traces").get("pipeline_scenarios").values());
    }

    public static Stream<String> eventTypes() {
        return events().stream().map(event -> event.get("event_type").asString());
    }

    public static Stream<String> filterTypes() {
        return filters().stream().map(filter -> filter.get("filter_type").asString());
    }

    private static JsonNode read(String name) {
        try (InputStream in = Reference.class.getResourceAsStream("/reference/" + name + ".json")) {
            return JsonMapper.shared().readTree(in);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

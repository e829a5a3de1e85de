/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the Python libraries wrote. */
final class Reference {

    static final EventCodecs CODECS = EventCodecs.standard();

    static final HookCatalog CATALOG = HookCatalog.load(Reference.class.getClassLoader());

    static final JsonMapper JSON =
            JsonMapper.builder().addModule(new EventJsonModule(CODECS, CATALOG)).build();

    private static final Pattern NAIVE = Pattern.compile("(\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{6})?)\"");

    private Reference() {}

    static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(path(folder))) {
            return files.sorted().toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static JsonNode read(String name) {
        return JSON.readTree(text(path(name)));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Reference.class.getResource("/" + name), name)
                    .toURI());
        } catch (URISyntaxException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** All vectors with bytes of events that exist. */
    static List<Vector> vectors() {
        List<Vector> vectors = new ArrayList<>();
        for (Path file : files("reference/vectors")) {
            JsonNode all = JSON.readTree(text(file));
            String type = all.get("event_type").asString();
            codec(type).ifPresent(codec -> {
                for (JsonNode vector : all.get("vectors")) {
                    if (vector.has("avro_hex")) {
                        vectors.add(new Vector(type + "/" + vector.get("name").asString(), codec, vector));
                    }
                }
            });
        }
        return vectors;
    }

    @SuppressWarnings("unchecked")
    static Optional<EventCodec<OpenEdxEvent>> codec(String type) {
        return CATALOG.find(type).map(signal ->
                (EventCodec<OpenEdxEvent>) CODECS.of(signal.hookClass().asSubclass(OpenEdxEvent.class)));
    }

    static EventCodec<OpenEdxEvent> codec(JsonNode vector) {
        return codec(vector.get("event_type").asString()).orElseThrow();
    }

    static List<OpenEdxPublicSignal<?>> events() {
        List<OpenEdxPublicSignal<?>> events = new ArrayList<>();
        for (HookDefinition hook : CATALOG.definitions()) {
            if (hook instanceof OpenEdxPublicSignal<?> signal) {
                events.add(signal);
            }
        }
        return events;
    }

    /** Python writes times without an offset as they are; we read them as UTC and say so. */
    static String withOffset(String json) {
        return NAIVE.matcher(json).replaceAll("$1+00:00\"");
    }

    static byte[] bytes(JsonNode hex) {
        return HexFormat.of().parseHex(hex.asString());
    }

    /** One event and all that Python made of it. */
    record Vector(String name, EventCodec<OpenEdxEvent> codec, JsonNode json) {

        byte[] avro() {
            return bytes(json.get("avro_hex"));
        }

        OpenEdxEvent event() {
            return JSON.treeToValue(
                    json.get("data"), codec.definition().hookClass().asSubclass(OpenEdxEvent.class));
        }

        /** What Python gives for the event, with the offset that its naive times lack. */
        JsonNode data() {
            return JSON.readTree(withOffset(json.get("data").toString()));
        }

        boolean hasNaiveTime() {
            return !data().equals(json.get("data"));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

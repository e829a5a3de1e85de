/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A dialect in which an event's metadata travels beside its body: as headers of a Kafka record (KAF-1, KAF-4) or as
 * fields of an entry in a Redis stream (RED-1, RED-3).
 *
 * <p>Reading takes time in proportion to the size of the headers, whatever is in them. What may be missing is logged
 * and comes from defaults: metadata that the reading application would have made.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class EventHeaders {

    /** The field of a Redis entry with the event itself. */
    public static final String REDIS_EVENT_DATA = "event_data";

    private static final Logger LOGGER = LoggerFactory.getLogger(EventHeaders.class);

    private static final String AVRO = "application/avro";

    private static final EventHeaders KAFKA = new EventHeaders(
            List.of("ce_type", "ce_id", "ce_source", "ce_time", "ce_minorversion", "sourcehost", "sourcelib"),
            List.of("ce_specversion", "1.0", "content-type", AVRO, "ce_datacontenttype", AVRO),
            EnumSet.of(Part.TYPE, Part.ID),
            EnumSet.noneOf(Part.class));

    private static final EventHeaders REDIS = new EventHeaders(
            List.of("type", "id", "source", "time", "minorversion", "sourcehost", "sourcelib", REDIS_EVENT_DATA),
            List.of(),
            EnumSet.of(Part.TYPE, Part.BODY),
            EnumSet.of(Part.ID, Part.TIME, Part.MINOR_VERSION));

    private final Map<Part, String> names = new EnumMap<>(Part.class);

    private final Map<String, Part> parts = new HashMap<>();

    /** Names and values in turn of what every message has. */
    private final List<String> constants;

    private final Set<Part> mandatory;

    /** What is missing when there is nothing in it. */
    private final Set<Part> emptyIsMissing;

    private EventHeaders(List<String> names, List<String> constants, Set<Part> mandatory, Set<Part> emptyIsMissing) {
        Part[] inOrder = Part.values();
        for (int i = 0; i < names.size(); i++) {
            this.names.put(inOrder[i], names.get(i));
            parts.put(names.get(i), inOrder[i]);
        }
        this.constants = constants;
        this.mandatory = mandatory;
        this.emptyIsMissing = emptyIsMissing;
    }

    /**
     * The headers of Kafka records. The type and the id must be there (KAF-4); the body is not among them.
     *
     * @return always the same object
     */
    public static EventHeaders kafka() {
        return KAFKA;
    }

    /**
     * The fields of entries in Redis streams. The type (RED-3) and the event itself, {@value #REDIS_EVENT_DATA}, must
     * be there. An id, time or minor version that is empty is missing; unlike in Python, an empty source stays empty.
     *
     * @return always the same object
     */
    public static EventHeaders redis() {
        return REDIS;
    }

    /**
     * Writes metadata.
     *
     * @param metadata the event's, must not be {@literal null}
     * @return names and values in Python's order, without the event itself; a new map, to be changed at will
     * @throws WireFormatException if there is something in it that cannot be written: half a surrogate pair, or a year
     *     that Python has not
     */
    public Map<String, byte[]> write(EventMetadata metadata) {
        Objects.requireNonNull(metadata, "metadata");
        Map<String, byte[]> headers = new LinkedHashMap<>();
        for (int i = 0; i < constants.size(); i += 2) {
            headers.put(constants.get(i), Utf8.encode(constants.get(i + 1)));
        }
        put(headers, Part.TYPE, metadata, metadata.type()::value);
        put(headers, Part.ID, metadata, metadata.id()::toString);
        put(headers, Part.SOURCE, metadata, metadata::source);
        put(headers, Part.TIME, metadata, () -> IsoDateTime.format(metadata.time()));
        put(headers, Part.MINOR_VERSION, metadata, () -> Integer.toString(metadata.minorVersion()));
        put(headers, Part.SOURCE_HOST, metadata, metadata::sourceHost);
        put(headers, Part.SOURCE_LIB, metadata, () -> formatVersion(metadata.sourceLib()));
        return headers;
    }

    /**
     * Reads only the type, to find out whether the rest is of interest.
     *
     * @param headers names and values of all headers
     * @return the type, which may be unknown or no valid type
     * @throws WireFormatException if it is missing, there more than once, or no UTF-8
     */
    public String type(Iterable<? extends Map.Entry<String, byte[]>> headers) {
        byte @Nullable [] found = null;
        for (Map.Entry<String, byte[]> header : headers) {
            if (name(Part.TYPE).equals(header.getKey())) {
                found = only(found, header);
            }
        }
        if (found == null) {
            throw missing(Part.TYPE);
        }
        return parse(Part.TYPE, found, EventHeaders::text);
    }

    /**
     * Reads metadata. What is not there comes from the defaults, apart from what must be there; see the dialects.
     *
     * @param headers names and values of all headers, for Redis with the event itself; those that carry no metadata are
     *     ignored
     * @param defaults metadata of a new event of this type; called at most once, when something is missing
     * @return the metadata
     * @throws WireFormatException if something is missing that must be there, there more than once, or not what it
     *     should be
     */
    public EventMetadata read(
            Iterable<? extends Map.Entry<String, byte[]>> headers, Function<HookType, EventMetadata> defaults) {
        Map<Part, byte[]> values = new EnumMap<>(Part.class);
        for (Map.Entry<String, byte[]> header : headers) {
            Part part = parts.get(header.getKey());
            if (part != null) {
                values.put(part, only(values.get(part), header));
            }
        }
        for (Part part : emptyIsMissing) {
            byte[] value = values.get(part);
            if (value != null && value.length == 0) {
                values.remove(part);
            }
        }
        for (Part part : mandatory) {
            if (!values.containsKey(part)) {
                throw missing(part);
            }
        }
        return new Reading(values, defaults).read();
    }

    static String formatVersion(List<Integer> version) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < version.size(); i++) {
            text.append(i == 0 ? "" : ".").append(version.get(i).intValue());
        }
        return text.toString();
    }

    static List<Integer> parseVersion(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Integer> version = new ArrayList<>(3);
        int start = 0;
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', start)) {
            version.add(PythonText.parseInt(text.substring(start, dot)));
            start = dot + 1;
        }
        version.add(PythonText.parseInt(text.substring(start)));
        return version;
    }

    private static String text(byte[] value) {
        return Utf8.decode(value, 0, value.length);
    }

    private static Instant time(byte[] value) {
        OffsetDateTime usual = IsoDateTime.parseUsual(value, 0, value.length);
        return usual != null ? usual.toInstant() : IsoDateTime.parseUtc(text(value));
    }

    private String name(Part part) {
        return Objects.requireNonNull(names.get(part));
    }

    private void put(Map<String, byte[]> headers, Part part, EventMetadata metadata, Supplier<String> text) {
        try {
            headers.put(name(part), Utf8.encode(text.get()));
        } catch (RuntimeException ex) {
            throw WireFormatException.of(
                    "Cannot write the headers of " + metadata.type(),
                    Fault.of(ex, Fault.NOWHERE).in(name(part)));
        }
    }

    private static byte[] only(byte @Nullable [] other, Map.Entry<String, byte @Nullable []> header) {
        byte @Nullable [] value = header.getValue();
        if (value == null) {
            throw WireFormatException.badHeaders(header.getKey(), "it has no value", null);
        }
        if (other != null) {
            throw WireFormatException.badHeaders(header.getKey(), "it is there more than once", null);
        }
        return value;
    }

    private WireFormatException missing(Part part) {
        return WireFormatException.badHeaders(name(part), "it is missing", null);
    }

    private <T> T parse(Part part, byte[] value, Function<byte[], T> parser) {
        try {
            return parser.apply(value);
        } catch (RuntimeException ex) {
            throw WireFormatException.badHeaders(
                    name(part), String.valueOf(ex.getMessage()), ex instanceof Fault ? ex.getCause() : ex);
        }
    }

    /** What a message is made of, in the order in which it is written. */
    private enum Part {
        TYPE,
        ID,
        SOURCE,
        TIME,
        MINOR_VERSION,
        SOURCE_HOST,
        SOURCE_LIB,
        BODY
    }

    /** One message that is read. */
    private final class Reading {

        private final Map<Part, byte[]> values;

        private final HookType type;

        private final Function<HookType, EventMetadata> defaults;

        private @Nullable EventMetadata fallback;

        private List<String> missing = List.of();

        Reading(Map<Part, byte[]> values, Function<HookType, EventMetadata> defaults) {
            this.values = values;
            this.type =
                    parse(Part.TYPE, Objects.requireNonNull(values.get(Part.TYPE)), value -> HookType.of(text(value)));
            this.defaults = defaults;
        }

        EventMetadata read() {
            EventMetadata metadata = new EventMetadata(
                    type,
                    get(
                            Part.ID,
                            value -> PythonText.parseUuid(text(value)),
                            other -> other.fallback().id()),
                    get(Part.MINOR_VERSION, value -> PythonText.parseInt(text(value)), other -> 0),
                    get(
                            Part.SOURCE,
                            EventHeaders::text,
                            other -> other.fallback().source()),
                    get(
                            Part.SOURCE_HOST,
                            EventHeaders::text,
                            other -> other.fallback().sourceHost()),
                    get(Part.TIME, EventHeaders::time, other -> other.fallback().time()),
                    get(
                            Part.SOURCE_LIB,
                            value -> parseVersion(text(value)),
                            other -> other.fallback().sourceLib()));
            if (!missing.isEmpty()) {
                LOGGER.warn("An event {} came without the headers {}; defaults are used", type, missing);
            }
            return metadata;
        }

        private <T> T get(Part part, Function<byte[], T> parser, Function<Reading, T> otherwise) {
            byte[] value = values.get(part);
            if (value != null) {
                return parse(part, value, parser);
            }
            missing = missing.isEmpty() ? new ArrayList<>() : missing;
            missing.add(name(part));
            return otherwise.apply(this);
        }

        private EventMetadata fallback() {
            if (fallback == null) {
                fallback = defaults.apply(type);
            }
            return fallback;
        }
    }
}

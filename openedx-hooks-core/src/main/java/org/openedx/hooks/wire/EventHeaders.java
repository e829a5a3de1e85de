/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event's metadata as headers of a Kafka record (KAF-1, KAF-4) and as fields of an entry in a Redis stream (RED-1,
 * RED-3).
 *
 * <p>What may be missing is logged and comes from defaults: metadata that the reading application would have made.
 *
 * @since 0.1.0
 */
public final class EventHeaders {

    /** The field of a Redis entry with the event itself. */
    public static final String REDIS_EVENT_DATA = "event_data";

    private static final Logger LOGGER = LoggerFactory.getLogger(EventHeaders.class);

    private static final String AVRO = "application/avro";

    private static final Names KAFKA =
            new Names("ce_type", "ce_id", "ce_source", "ce_time", "ce_minorversion", "sourcehost", "sourcelib");

    private static final Names REDIS =
            new Names("type", "id", "source", "time", "minorversion", "sourcehost", "sourcelib");

    private EventHeaders() {}

    /**
     * The fields of a Redis entry, in Python's order.
     *
     * @param metadata the event's metadata, must not be {@literal null}
     * @param data the event as its codec wrote it, must not be {@literal null}
     * @return the fields, to be used as they are
     */
    public static Map<String, byte[]> toRedisFields(EventMetadata metadata, byte[] data) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        texts(REDIS, metadata).forEach((name, text) -> fields.put(name, text.getBytes(StandardCharsets.UTF_8)));
        fields.put(REDIS_EVENT_DATA, Objects.requireNonNull(data, "data"));
        return fields;
    }

    /**
     * Reads the metadata in a Redis entry. What is not there, and an empty id, time or minor version, comes from the
     * defaults. Unlike Python, an empty source stays empty.
     *
     * @param fields all fields of the entry; unknown ones are ignored
     * @param defaults called at most once, when something is missing
     * @return the metadata
     * @throws WireFormatException if there is no type, or something is not what it should be
     */
    public static EventMetadata fromRedisFields(
            Map<String, byte[]> fields, Function<HookType, EventMetadata> defaults) {
        Reader reader = new Reader(REDIS, defaults);
        fields.forEach(reader::add);
        List.of(REDIS.id(), REDIS.time(), REDIS.minorVersion()).forEach(reader::removeIfEmpty);
        return reader.read();
    }

    /**
     * The headers of a Kafka record, in Python's order.
     *
     * @param metadata the event's metadata, must not be {@literal null}
     * @return names and values
     */
    public static List<Map.Entry<String, byte[]>> toKafkaHeaders(EventMetadata metadata) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("content-type", AVRO);
        headers.put("ce_datacontenttype", AVRO);
        headers.putAll(texts(KAFKA, metadata));
        return headers.entrySet().stream()
                .map(header -> Map.entry(header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /**
     * Reads the metadata in the headers of a Kafka record. The type and the id must be there (KAF-4).
     *
     * @param headers names and values of all headers; those that carry no metadata are ignored
     * @param defaults called at most once, when something is missing
     * @return the metadata
     * @throws WireFormatException if there is no type or id, a header is repeated, or something is not what it should
     *     be
     */
    public static EventMetadata fromKafkaHeaders(
            Iterable<? extends Map.Entry<String, byte[]>> headers, Function<HookType, EventMetadata> defaults) {
        Reader reader = new Reader(KAFKA, defaults);
        headers.forEach(header -> reader.add(header.getKey(), header.getValue()));
        reader.required(KAFKA.id());
        return reader.read();
    }

    private static Map<String, String> texts(Names names, EventMetadata metadata) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put(names.type(), metadata.type().value());
        texts.put(names.id(), metadata.id().toString());
        texts.put(names.source(), metadata.source());
        texts.put(names.time(), IsoDateTime.format(metadata.time()));
        texts.put(names.minorVersion(), Integer.toString(metadata.minorVersion()));
        texts.put(names.sourceHost(), metadata.sourceHost());
        texts.put(names.sourceLib(), formatVersion(metadata.sourceLib()));
        return texts;
    }

    static String formatVersion(List<Integer> version) {
        return version.stream().map(Object::toString).collect(Collectors.joining("."));
    }

    static List<Integer> parseVersion(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split("\\.", -1)).map(PythonText::parseInt).toList();
    }

    /** What the parts of the metadata are called. */
    private record Names(
            String type,
            String id,
            String source,
            String time,
            String minorVersion,
            String sourceHost,
            String sourceLib) {

        boolean contains(String name) {
            return name.equals(type)
                    || name.equals(id)
                    || name.equals(source)
                    || name.equals(time)
                    || name.equals(minorVersion)
                    || name.equals(sourceHost)
                    || name.equals(sourceLib);
        }
    }

    private static final class Reader {

        private final Names names;

        private final Function<HookType, EventMetadata> defaults;

        private final Map<String, byte[]> values = new HashMap<>();

        private @Nullable EventMetadata fallback;

        Reader(Names names, Function<HookType, EventMetadata> defaults) {
            this.names = names;
            this.defaults = defaults;
        }

        void add(String name, byte @Nullable [] value) {
            if (value != null && names.contains(name) && values.put(name, value) != null) {
                throw WireFormatException.badHeaders(name, "it is there more than once", null);
            }
        }

        void removeIfEmpty(String name) {
            values.computeIfPresent(name, (key, value) -> value.length == 0 ? null : value);
        }

        EventMetadata read() {
            HookType type = parse(names.type(), HookType::of, () -> {
                throw WireFormatException.badHeaders(names.type(), "it is missing", null);
            });
            return new EventMetadata(
                    type,
                    parse(
                            names.id(),
                            PythonText::parseUuid,
                            () -> defaults(type).id()),
                    parse(names.minorVersion(), PythonText::parseInt, () -> 0),
                    parse(names.source(), text -> text, () -> defaults(type).source()),
                    parse(names.sourceHost(), text -> text, () -> defaults(type).sourceHost()),
                    parse(
                            names.time(),
                            IsoDateTime::parseUtc,
                            () -> defaults(type).time()),
                    parse(
                            names.sourceLib(),
                            EventHeaders::parseVersion,
                            () -> defaults(type).sourceLib()));
        }

        void required(String name) {
            if (!values.containsKey(name)) {
                throw WireFormatException.badHeaders(name, "it is missing", null);
            }
        }

        private EventMetadata defaults(HookType type) {
            if (fallback == null) {
                fallback = defaults.apply(type);
            }
            return fallback;
        }

        private <T> T parse(String name, Function<String, T> parser, Supplier<T> missing) {
            byte[] value = values.get(name);
            if (value == null) {
                T other = missing.get();
                LOGGER.warn("An event came without the header {}; its default is used", name);
                return other;
            }
            try {
                return parser.apply(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(value))
                        .toString());
            } catch (CharacterCodingException ex) {
                throw WireFormatException.badHeaders(name, "it is no UTF-8", ex);
            } catch (RuntimeException ex) {
                throw WireFormatException.badHeaders(name, String.valueOf(ex.getMessage()), ex);
            }
        }
    }
}

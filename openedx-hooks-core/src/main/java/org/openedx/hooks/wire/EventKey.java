/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.openedx.hooks.Printable;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * The value in an event that orders it on Kafka, and its bytes (KAF-5, KAF-6). As bodies, they are plain Avro without
 * framing. Immutable and thread-safe.
 *
 * @param <E> the event
 * @since 0.1.0
 */
public final class EventKey<E extends OpenEdxEvent> {

    private final List<Shape.Field> path;

    private final Shape.Field last;

    private final ValueWriter writer;

    private EventKey(List<Shape.Field> path, Shape.Field last) {
        this.path = path;
        this.last = last;
        this.writer = ValueWriter.of(last.shape());
    }

    static <E extends OpenEdxEvent> EventKey<E> of(EventCodec<E> codec, String keyField) {
        List<Shape.Field> path = new ArrayList<>();
        Shape shape = codec.shape();
        for (String name : keyField.split("\\.", -1)) {
            List<Shape.Field> fields = shape instanceof Shape.RecordOf record ? record.fields() : List.of();
            Shape.Field found = fields.stream()
                    .filter(field -> field.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> invalid(
                            codec,
                            keyField,
                            "there is no \"%s\", only %s"
                                    .formatted(
                                            name,
                                            fields.stream()
                                                    .map(Shape.Field::name)
                                                    .toList())));
            path.add(found);
            shape = found.shape();
            if (shape instanceof Shape.Absentable) {
                throw invalid(codec, keyField, "\"%s\" may be null (KAF-8)".formatted(name));
            }
        }
        if (!(shape instanceof Shape.Primitive || shape instanceof Shape.Text)) {
            throw invalid(codec, keyField, "it does not lead to a single value (KAF-8)");
        }
        return new EventKey<>(List.copyOf(path), path.get(path.size() - 1));
    }

    /**
     * The key's schema as Python's library registers it: the definition of the field.
     *
     * @return for example {@code {"name": "course_key", "type": "string"}}
     */
    public String schemaText() {
        return SchemaText.ofKey(last);
    }

    /**
     * The key of an event.
     *
     * @param event must not be {@literal null}
     * @return its Avro form
     * @throws WireFormatException if it is a text that cannot be written
     */
    public byte[] encode(E event) {
        Object value = Objects.requireNonNull(event, "event");
        try {
            for (Shape.Field field : path) {
                value = ValueWriter.nonNull(field.get(value));
            }
            AvroWriter out = new AvroWriter(64);
            writer.write(value, out);
            return out.toByteArray();
        } catch (Fault fault) {
            throw WireFormatException.of(
                    "Cannot write the key of " + event.getClass().getName(), fault);
        }
    }

    private static IllegalArgumentException invalid(EventCodec<?> codec, String keyField, String why) {
        return new IllegalArgumentException(
                Printable.of("\"%s\" is no key of %s: %s".formatted(keyField, codec.definition(), why)));
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Events as JSON, as Python's {@code to_dict} gives them. Throws a {@link Fault} that knows the place. */
final class EventJson {

    private static final List<String> NO_NUMBERS = List.of("NaN", "Infinity", "-Infinity");

    private EventJson() {}

    static void write(Shape shape, @Nullable Object value, JsonGenerator json) {
        if (value == null && shape instanceof Shape.Absentable) {
            json.writeNull();
        } else {
            writePresent(shape, ValueWriter.nonNull(value), json);
        }
    }

    private static void writePresent(Shape shape, Object value, JsonGenerator json) {
        if (shape instanceof Shape.Absentable absentable) {
            writePresent(absentable.value(), value, json);
        } else if (shape instanceof Shape.Primitive primitive) {
            write(primitive, value, json);
        } else if (shape instanceof Shape.Text text) {
            json.writeString(text.type().text(value));
        } else if (shape instanceof Shape.ListOf list) {
            writeList(list, (List<?>) value, json);
        } else if (shape instanceof Shape.MapOf map) {
            writeMap(map, (Map<?, ?>) value, json);
        } else {
            writeRecord((Shape.RecordOf) shape, value, json);
        }
    }

    private static void write(Shape.Primitive primitive, Object value, JsonGenerator json) {
        switch (primitive) {
            case BOOLEAN -> json.writeBoolean((Boolean) value);
            case INT, LONG -> json.writeNumber(((Number) value).longValue());
            case DOUBLE -> json.writeNumber((Double) value);
            case STRING -> json.writeString((String) value);
            case BYTES -> json.writeBinary((byte[]) value);
            case BUFFER -> {
                byte[] bytes = new byte[((ByteBuffer) value).remaining()];
                ((ByteBuffer) value).duplicate().get(bytes);
                json.writeBinary(bytes);
            }
        }
    }

    private static void writeList(Shape.ListOf shape, List<?> elements, JsonGenerator json) {
        json.writeStartArray();
        for (int i = 0; i < elements.size(); i++) {
            try {
                write(shape.element(), elements.get(i), json);
            } catch (Fault fault) {
                throw fault.in(i);
            }
        }
        json.writeEndArray();
    }

    private static void writeMap(Shape.MapOf shape, Map<?, ?> entries, JsonGenerator json) {
        List<String> keys = new ArrayList<>(entries.size());
        entries.keySet().forEach(key -> keys.add((String) ValueWriter.nonNull(key)));
        keys.sort(CodePointOrder.INSTANCE);
        json.writeStartObject();
        for (int i = 0; i < keys.size(); i++) {
            json.writeName(keys.get(i));
            try {
                write(shape.value(), entries.get(keys.get(i)), json);
            } catch (Fault fault) {
                throw fault.in(i);
            }
        }
        json.writeEndObject();
    }

    private static void writeRecord(Shape.RecordOf shape, Object value, JsonGenerator json) {
        json.writeStartObject();
        for (Shape.Field field : shape.fields()) {
            json.writeName(field.name());
            try {
                write(field.shape(), field.get(value), json);
            } catch (Fault fault) {
                throw fault.in(field.name());
            }
        }
        json.writeEndObject();
    }

    static @Nullable Object read(Shape shape, JsonNode json) {
        if (shape instanceof Shape.Absentable absentable) {
            return json.isNull() || json.isMissingNode() ? null : read(absentable.value(), json);
        }
        if (json.isMissingNode()) {
            throw new Fault("it is missing");
        }
        if (shape instanceof Shape.Primitive primitive) {
            return read(primitive, json);
        }
        if (shape instanceof Shape.Text text) {
            return text.type().parse(string(json), Fault.NOWHERE);
        }
        if (shape instanceof Shape.ListOf list) {
            return readList(list, json);
        }
        return shape instanceof Shape.MapOf map ? readMap(map, json) : readRecord((Shape.RecordOf) shape, json);
    }

    private static Object read(Shape.Primitive primitive, JsonNode json) {
        return switch (primitive) {
            case BOOLEAN -> {
                require(json.isBoolean(), json, "true or false");
                yield json.booleanValue();
            }
            case INT -> {
                require(json.isIntegralNumber() && json.canConvertToInt(), json, "a whole number of 32 bits");
                yield json.intValue();
            }
            case LONG -> {
                require(json.isIntegralNumber() && json.canConvertToLong(), json, "a whole number of 64 bits");
                yield json.longValue();
            }
            case DOUBLE -> {
                if (json.isString() && NO_NUMBERS.contains(json.stringValue())) {
                    yield Double.valueOf(json.stringValue());
                }
                require(json.isNumber(), json, "a number");
                yield json.doubleValue();
            }
            case STRING -> string(json);
            case BYTES -> bytes(json);
            case BUFFER -> ByteBuffer.wrap(bytes(json)).asReadOnlyBuffer();
        };
    }

    private static byte[] bytes(JsonNode json) {
        try {
            return Base64.getDecoder().decode(string(json));
        } catch (IllegalArgumentException ex) {
            throw new Fault("it is no Base64", Fault.NOWHERE, ex);
        }
    }

    private static List<Object> readList(Shape.ListOf shape, JsonNode json) {
        require(json.isArray(), json, "an array");
        List<Object> elements = new ArrayList<>(json.size());
        for (JsonNode element : json) {
            try {
                elements.add(Objects.requireNonNull(read(shape.element(), element)));
            } catch (Fault fault) {
                throw fault.in(elements.size());
            }
        }
        return List.copyOf(elements);
    }

    private static Map<String, Object> readMap(Shape.MapOf shape, JsonNode json) {
        require(json.isObject(), json, "an object");
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            try {
                entries.put(entry.getKey(), Objects.requireNonNull(read(shape.value(), entry.getValue())));
            } catch (Fault fault) {
                throw fault.in(entries.size());
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private static Object readRecord(Shape.RecordOf shape, JsonNode json) {
        require(json.isObject(), json, "an object");
        @Nullable Object[] components = new @Nullable Object[shape.fields().size()];
        for (int i = 0; i < components.length; i++) {
            Shape.Field field = shape.fields().get(i);
            try {
                components[i] = read(field.shape(), json.path(field.name()));
            } catch (Fault fault) {
                throw fault.in(field.name());
            }
        }
        return ValueReader.construct(shape.constructor(), components, Fault.NOWHERE);
    }

    static String string(JsonNode json) {
        require(json.isString(), json, "a string");
        return json.stringValue();
    }

    static void require(boolean condition, JsonNode json, String expected) {
        if (!condition) {
            throw new Fault(
                    json.isMissingNode()
                            ? "it is missing"
                            : "it is %s, not %s".formatted(json.getNodeType(), expected));
        }
    }
}

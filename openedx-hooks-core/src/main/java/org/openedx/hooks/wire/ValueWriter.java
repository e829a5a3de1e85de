/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Writes one value in Avro's binary form. */
@FunctionalInterface
interface ValueWriter {

    /** Throws any exception on a value that cannot be written. */
    void write(Object value, AvroWriter out);

    /** Writes values of a shape, by reflection; throws a {@link Fault} that knows the place within the value. */
    static ValueWriter of(Shape shape) {
        if (shape instanceof Shape.Primitive primitive) {
            return of(primitive);
        }
        if (shape instanceof Shape.Text text) {
            return text.type()::write;
        }
        if (shape instanceof Shape.ListOf list) {
            return list(explaining(of(list.element())));
        }
        if (shape instanceof Shape.MapOf map) {
            return map(explaining(of(map.value())));
        }
        return record((Shape.RecordOf) shape);
    }

    static ValueWriter of(Shape.Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            case INT -> (value, out) -> out.writeInt((Integer) value);
            case LONG -> (value, out) -> out.writeLong((Long) value);
            case DOUBLE -> (value, out) -> out.writeDouble((Double) value);
            case STRING -> (value, out) -> out.writeString((String) value);
            case BYTES -> (value, out) -> out.writeBytes((byte[]) value);
            case BUFFER -> (value, out) -> out.writeBuffer((ByteBuffer) value);
        };
    }

    static ValueWriter list(ValueWriter element) {
        return (value, out) -> {
            List<?> elements = (List<?>) value;
            if (!elements.isEmpty()) {
                out.writeLong(elements.size());
                for (int i = 0; i < elements.size(); i++) {
                    try {
                        element.write(elements.get(i), out);
                    } catch (Fault fault) {
                        throw fault.in(i);
                    }
                }
            }
            out.writeLong(0);
        };
    }

    /** Python sorts the keys. */
    static ValueWriter map(ValueWriter element) {
        return (value, out) -> {
            Map<?, ?> entries = (Map<?, ?>) value;
            if (!entries.isEmpty()) {
                List<String> keys = new ArrayList<>(entries.size());
                entries.keySet().forEach(key -> keys.add((String) nonNull(key)));
                keys.sort(CodePointOrder.INSTANCE);
                out.writeLong(keys.size());
                for (int i = 0; i < keys.size(); i++) {
                    try {
                        out.writeString(keys.get(i));
                        element.write(nonNull(entries.get(keys.get(i))), out);
                    } catch (Fault fault) {
                        throw fault.in(i);
                    }
                }
            }
            out.writeLong(0);
        };
    }

    private static ValueWriter record(Shape.RecordOf shape) {
        return (value, out) -> {
            for (Shape.Field field : shape.fields()) {
                try {
                    write(field.shape(), field.get(value), out);
                } catch (RuntimeException ex) {
                    throw Fault.of(ex, Fault.NOWHERE).in(field.name());
                }
            }
        };
    }

    private static void write(Shape shape, @Nullable Object value, AvroWriter out) {
        if (shape instanceof Shape.Absentable absentable) {
            out.writeLong(value == null ? 0 : 1);
            if (value != null) {
                write(absentable.value(), value, out);
            }
        } else {
            explaining(of(shape)).write(nonNull(value), out);
        }
    }

    private static ValueWriter explaining(ValueWriter writer) {
        return (value, out) -> {
            try {
                writer.write(nonNull(value), out);
            } catch (RuntimeException ex) {
                throw Fault.of(ex, Fault.NOWHERE);
            }
        };
    }

    static Object nonNull(@Nullable Object value) {
        if (value == null) {
            throw new Fault("it is null, which only components with @Nullable may be (AVR-11)");
        }
        return value;
    }
}

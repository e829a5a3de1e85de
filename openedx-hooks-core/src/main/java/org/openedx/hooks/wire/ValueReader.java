/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Reads one value of Avro's binary form. */
@FunctionalInterface
interface ValueReader {

    /** Throws a {@link Fault} that knows the place within the value. */
    @Nullable
    Object read(AvroReader in);

    /** Reads values of a shape, by reflection. */
    static ValueReader of(Shape shape) {
        if (shape instanceof Shape.Primitive primitive) {
            return of(primitive);
        }
        if (shape instanceof Shape.Text text) {
            return text.type()::read;
        }
        if (shape instanceof Shape.Absentable absentable) {
            ValueReader value = of(absentable.value());
            return in -> in.readPresent() ? value.read(in) : null;
        }
        if (shape instanceof Shape.ListOf list) {
            return list(of(list.element()), list.element().minimumSize());
        }
        if (shape instanceof Shape.MapOf map) {
            return map(of(map.value()), map.minimumEntrySize());
        }
        Shape.RecordOf record = (Shape.RecordOf) shape;
        Step[] steps = new Step[record.fields().size()];
        for (int i = 0; i < steps.length; i++) {
            Shape.Field field = record.fields().get(i);
            steps[i] = new Step(field.name(), i, of(field.shape()));
        }
        return record(record, steps);
    }

    static ValueReader of(Shape.Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN -> AvroReader::readBoolean;
            case INT -> AvroReader::readInt;
            case LONG -> AvroReader::readLong;
            case DOUBLE -> AvroReader::readDouble;
            case STRING -> AvroReader::readString;
            case BYTES -> AvroReader::readBytes;
            case BUFFER -> AvroReader::readBuffer;
        };
    }

    static ValueReader list(ValueReader element, int minimumSize) {
        return in -> {
            int count = in.readBlockCount(minimumSize);
            Object[] elements = new Object[count];
            int size = 0;
            while (count != 0) {
                if (count > elements.length - size) {
                    elements = Arrays.copyOf(elements, Math.max(size + count, elements.length * 2));
                }
                for (int end = size + count; size < end; size++) {
                    try {
                        elements[size] = element.read(in);
                    } catch (Fault fault) {
                        throw fault.in(size);
                    }
                }
                count = in.readBlockCount(minimumSize);
            }
            return List.of(size == elements.length ? elements : Arrays.copyOf(elements, size));
        };
    }

    static ValueReader map(ValueReader value, int minimumSize) {
        return in -> {
            int count = in.readBlockCount(minimumSize);
            if (count == 0) {
                return Map.of();
            }
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (int i = 0; count != 0; count = in.readBlockCount(minimumSize)) {
                for (int end = i + count; i < end; i++) {
                    try {
                        entries.put(in.readString(), value.read(in));
                    } catch (Fault fault) {
                        throw fault.in(i);
                    }
                }
            }
            return Collections.unmodifiableMap(entries);
        };
    }

    static ValueReader record(Shape.RecordOf shape, Step[] steps) {
        int size = shape.fields().size();
        Constructor<?> constructor = shape.constructor();
        return in -> {
            @Nullable Object[] components = new @Nullable Object[size];
            for (Step step : steps) {
                try {
                    Object value = step.reader().read(in);
                    if (step.index() != Step.SKIPPED) {
                        components[step.index()] = value;
                    }
                } catch (Fault fault) {
                    throw fault.in(step.name());
                }
            }
            return construct(constructor, components, in.position());
        };
    }

    static Object construct(Constructor<?> constructor, @Nullable Object[] components, int offset) {
        try {
            return constructor.newInstance(components);
        } catch (InvocationTargetException ex) {
            Throwable refusal = ex.getTargetException();
            if (refusal instanceof Error error) {
                throw error;
            }
            throw new Fault(
                    "%s refuses its components: %s"
                            .formatted(constructor.getDeclaringClass().getSimpleName(), refusal),
                    offset,
                    refusal);
        } catch (ReflectiveOperationException | RuntimeException ex) {
            throw new Fault(ex.toString(), offset, ex);
        }
    }

    /**
     * How a written field is read.
     *
     * @param name the field's name
     * @param index which component it becomes, or that it is skipped
     * @param reader reads it
     */
    record Step(String name, int index, ValueReader reader) {

        static final int SKIPPED = -1;
    }
}

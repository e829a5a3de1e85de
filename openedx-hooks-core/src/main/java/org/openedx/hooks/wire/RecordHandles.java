/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import static java.lang.invoke.MethodType.methodType;

/**
 * Composes one method handle that reads, and one that writes, a whole record with all records in it. The JVM compiles
 * each to straight code without reflection or boxing, up to twice as fast as a walk over the shape.
 */
final class RecordHandles {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private static final MethodHandle READ_PRESENT = readMethod("readPresent", boolean.class);

    private static final MethodHandle READ_VALUE =
            find(ValueReader.class, "read", methodType(Object.class, AvroReader.class));

    private static final MethodHandle READ_TEXT =
            find(TextType.class, "read", methodType(Object.class, AvroReader.class));

    private static final MethodHandle WRITE_VALUE =
            find(ValueWriter.class, "write", methodType(void.class, Object.class, AvroWriter.class));

    private static final MethodHandle WRITE_TEXT =
            find(TextType.class, "write", methodType(void.class, Object.class, AvroWriter.class));

    private static final MethodHandle WRITE_LONG = writeMethod("writeLong", long.class);

    private static final MethodHandle NON_NULL = nonNull();

    private RecordHandles() {}

    static ValueReader reader(Shape.RecordOf shape) {
        MethodHandle handle = read(shape).asType(methodType(Object.class, AvroReader.class));
        return in -> {
            try {
                return (Object) handle.invokeExact(in);
            } catch (Throwable ex) {
                throw unchecked(ex);
            }
        };
    }

    static ValueWriter writer(Shape.RecordOf shape) {
        MethodHandle handle = write(shape).asType(methodType(void.class, Object.class, AvroWriter.class));
        return (value, out) -> {
            try {
                handle.invokeExact(value, out);
            } catch (Throwable ex) {
                throw unchecked(ex);
            }
        };
    }

    /** A handle from {@link AvroReader} to the value. */
    private static MethodHandle read(Shape shape) {
        if (shape instanceof Shape.Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> readMethod("readBoolean", boolean.class);
                case INT -> readMethod("readInt", int.class);
                case LONG -> readMethod("readLong", long.class);
                case DOUBLE -> readMethod("readDouble", double.class);
                case STRING -> readMethod("readString", String.class);
                case BYTES -> readMethod("readBytes", byte[].class);
                case BUFFER -> readMethod("readBuffer", ByteBuffer.class);
            };
        }
        if (shape instanceof Shape.Text text) {
            return READ_TEXT.bindTo(text.type());
        }
        if (shape instanceof Shape.RecordOf record) {
            return read(record);
        }
        if (shape instanceof Shape.Absentable absentable) {
            MethodHandle value = read(absentable.value()).asType(methodType(Object.class, AvroReader.class));
            MethodHandle nothing =
                    MethodHandles.dropArguments(MethodHandles.constant(Object.class, null), 0, AvroReader.class);
            return MethodHandles.guardWithTest(READ_PRESENT, value, nothing);
        }
        return READ_VALUE.bindTo(collectionReader(shape));
    }

    private static MethodHandle read(Shape.RecordOf shape) {
        MethodHandle constructor = unreflectConstructor(shape);
        MethodType type = constructor.type();
        int size = type.parameterCount();
        if (size == 0) {
            return MethodHandles.dropArguments(constructor, 0, AvroReader.class);
        }
        MethodHandle[] components = new MethodHandle[size];
        for (int i = 0; i < size; i++) {
            components[i] =
                    read(shape.fields().get(i).shape()).asType(methodType(type.parameterType(i), AvroReader.class));
        }
        return MethodHandles.permuteArguments(
                MethodHandles.filterArguments(constructor, 0, components),
                methodType(type.returnType(), AvroReader.class),
                new int[size]);
    }

    private static ValueReader collectionReader(Shape shape) {
        if (shape instanceof Shape.ListOf list) {
            return ValueReader.list(
                    elementReader(list.element()), list.element().minimumSize());
        }
        Shape.MapOf map = (Shape.MapOf) shape;
        return ValueReader.map(elementReader(map.value()), map.minimumEntrySize());
    }

    private static ValueReader elementReader(Shape shape) {
        if (shape instanceof Shape.RecordOf record) {
            return reader(record);
        }
        return shape instanceof Shape.Primitive primitive ? ValueReader.of(primitive) : collectionReader(shape);
    }

    /** A handle from the value and {@link AvroWriter} to nothing. */
    private static MethodHandle write(Shape shape) {
        if (shape instanceof Shape.Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> writeMethod("writeBoolean", boolean.class);
                case INT -> writeMethod("writeInt", int.class);
                case LONG -> WRITE_LONG;
                case DOUBLE -> writeMethod("writeDouble", double.class);
                case STRING -> writeMethod("writeString", String.class);
                case BYTES -> writeMethod("writeBytes", byte[].class);
                case BUFFER -> writeMethod("writeBuffer", ByteBuffer.class);
            };
        }
        if (shape instanceof Shape.Text text) {
            return WRITE_TEXT.bindTo(text.type());
        }
        if (shape instanceof Shape.RecordOf record) {
            return write(record);
        }
        if (shape instanceof Shape.Absentable absentable) {
            MethodHandle value = write(absentable.value());
            MethodType type = value.type().wrap().changeReturnType(void.class);
            MethodHandle absent = MethodHandles.dropArguments(writeConstant(0), 0, type.parameterType(0));
            MethodHandle present = MethodHandles.dropArguments(writeConstant(1), 0, type.parameterType(0));
            return MethodHandles.guardWithTest(
                    NON_NULL.asType(methodType(boolean.class, type.parameterType(0))),
                    MethodHandles.foldArguments(value.asType(type), present),
                    absent);
        }
        return WRITE_VALUE.bindTo(collectionWriter(shape));
    }

    private static MethodHandle write(Shape.RecordOf shape) {
        MethodType type = methodType(void.class, shape.constructor().getDeclaringClass(), AvroWriter.class);
        MethodHandle all = MethodHandles.empty(type);
        for (int i = shape.fields().size() - 1; i >= 0; i--) {
            Shape.Field field = shape.fields().get(i);
            MethodHandle accessor = unreflect(field);
            MethodHandle component = write(field.shape())
                    .asType(methodType(void.class, accessor.type().returnType(), AvroWriter.class));
            all = MethodHandles.foldArguments(all, MethodHandles.filterArguments(component, 0, accessor));
        }
        return all;
    }

    private static ValueWriter collectionWriter(Shape shape) {
        return shape instanceof Shape.ListOf list
                ? ValueWriter.list(elementWriter(list.element()))
                : ValueWriter.map(elementWriter(((Shape.MapOf) shape).value()));
    }

    private static ValueWriter elementWriter(Shape shape) {
        if (shape instanceof Shape.RecordOf record) {
            return writer(record);
        }
        return shape instanceof Shape.Primitive primitive ? ValueWriter.of(primitive) : collectionWriter(shape);
    }

    private static MethodHandle writeConstant(long value) {
        return MethodHandles.insertArguments(WRITE_LONG, 0, value);
    }

    private static MethodHandle unreflectConstructor(Shape.RecordOf shape) {
        try {
            return LOOKUP.unreflectConstructor(shape.constructor());
        } catch (IllegalAccessException ex) {
            throw new UnsupportedTypeException(shape.constructor().getDeclaringClass(), ex);
        }
    }

    private static MethodHandle unreflect(Shape.Field field) {
        try {
            return LOOKUP.unreflect(field.accessor());
        } catch (IllegalAccessException ex) {
            throw new UnsupportedTypeException(field.accessor().getDeclaringClass(), ex);
        }
    }

    private static MethodHandle readMethod(String name, Class<?> type) {
        return find(AvroReader.class, name, methodType(type));
    }

    /** A handle that takes the value first. */
    private static MethodHandle writeMethod(String name, Class<?> type) {
        return MethodHandles.permuteArguments(
                find(AvroWriter.class, name, methodType(void.class, type)),
                methodType(void.class, type, AvroWriter.class),
                1,
                0);
    }

    private static MethodHandle nonNull() {
        try {
            return LOOKUP.findStatic(Objects.class, "nonNull", methodType(boolean.class, Object.class));
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static MethodHandle find(Class<?> type, String name, MethodType methodType) {
        try {
            return LOOKUP.findVirtual(type, name, methodType);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable ex) {
        if (ex instanceof Error error) {
            throw error;
        }
        return ex instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(ex);
    }
}

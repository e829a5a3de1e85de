/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What a component looks like on the wire, and in Java. */
sealed interface Shape {

    /** The least number of bytes that a value takes. */
    int minimumSize();

    /** A type that Avro has. */
    enum Primitive implements Shape {
        BOOLEAN("boolean", 1),
        INT("long", 1),
        LONG("long", 1),
        DOUBLE("double", Double.BYTES),
        STRING("string", 1),
        BYTES("bytes", 1),
        BUFFER("bytes", 1);

        private final String avroName;

        private final int minimumSize;

        Primitive(String avroName, int minimumSize) {
            this.avroName = avroName;
            this.minimumSize = minimumSize;
        }

        String avroName() {
            return avroName;
        }

        @Override
        public int minimumSize() {
            return minimumSize;
        }
    }

    /** A key, a UUID, a time, or what a user made travel as text. */
    record Text(TextType<?> type) implements Shape {

        @Override
        public int minimumSize() {
            return 1;
        }
    }

    /** What may be absent (AVR-7). */
    record Absentable(Shape value) implements Shape {

        @Override
        public int minimumSize() {
            return 1;
        }
    }

    /** A list. */
    record ListOf(Shape element) implements Shape {

        @Override
        public int minimumSize() {
            return 1;
        }
    }

    /** A map with texts as keys. */
    record MapOf(Shape value) implements Shape {

        @Override
        public int minimumSize() {
            return 1;
        }

        int minimumEntrySize() {
            return 1 + value.minimumSize();
        }
    }

    /** A record, with what makes one. */
    record RecordOf(String avroName, Constructor<?> constructor, List<Field> fields) implements Shape {

        @Override
        public int minimumSize() {
            return fields.stream()
                    .mapToInt(field -> field.shape().minimumSize())
                    .sum();
        }
    }

    /** A component of a record, with what reads it. */
    record Field(String name, Shape shape, Method accessor) {

        @Nullable
        Object get(Object value) {
            try {
                return accessor.invoke(value);
            } catch (ReflectiveOperationException ex) {
                throw new Fault(ex.toString(), Fault.NOWHERE, ex);
            }
        }
    }
}

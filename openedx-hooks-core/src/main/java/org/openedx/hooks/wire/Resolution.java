/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.avro.Schema;
import org.openedx.hooks.HookType;
import org.openedx.hooks.Printable;
import org.openedx.hooks.wire.ValueReader.Step;

/** Avro's rules of schema resolution: how to read what was written with another schema. */
final class Resolution {

    private static final int NAME_MAXIMUM = 300;

    private final Map<String, ValueReader> skippers = new HashMap<>();

    private Resolution() {}

    static ValueReader of(Schema writer, Shape.RecordOf reader, HookType type) {
        if (writer.getType() != Schema.Type.RECORD || !type.value().equals(writer.getNamespace())) {
            throw new Fault("the bytes were written with the schema of something else, " + name(writer));
        }
        return new Resolution().resolve(writer, reader);
    }

    private ValueReader resolve(Schema writer, Shape reader) {
        if (writer.isUnion()) {
            return union(writer.getTypes(), reader);
        }
        if (reader instanceof Shape.Absentable absentable) {
            return writer.getType() == Schema.Type.NULL ? in -> null : resolve(writer, absentable.value());
        }
        if (reader instanceof Shape.Primitive primitive) {
            return primitive(writer, primitive);
        }
        if (reader instanceof Shape.Text text && isText(writer)) {
            return text.type()::read;
        }
        if (reader instanceof Shape.ListOf list && writer.getType() == Schema.Type.ARRAY) {
            Schema element = writer.getElementType();
            return ValueReader.list(resolve(element, list.element()), minimumSize(element));
        }
        if (reader instanceof Shape.MapOf map && writer.getType() == Schema.Type.MAP) {
            return ValueReader.map(resolve(writer.getValueType(), map.value()), 1);
        }
        if (reader instanceof Shape.RecordOf record
                && writer.getType() == Schema.Type.RECORD
                && writer.getName().equals(record.avroName())) {
            return record(writer, record);
        }
        throw mismatch(writer, reader);
    }

    private ValueReader union(List<Schema> writers, Shape reader) {
        ValueReader[] branches = new ValueReader[writers.size()];
        for (int i = 0; i < branches.length; i++) {
            try {
                branches[i] = resolve(writers.get(i), reader);
            } catch (Fault fault) {
                String reason = fault.getMessage();
                branches[i] = in -> {
                    throw new Fault(reason, in.position());
                };
            }
        }
        return in -> branches[in.readIndex(branches.length)].read(in);
    }

    private static ValueReader primitive(Schema writer, Shape.Primitive reader) {
        boolean fits = switch (reader) {
            case BOOLEAN -> writer.getType() == Schema.Type.BOOLEAN;
            case INT, LONG -> isWhole(writer);
            case STRING, BYTES, BUFFER -> isText(writer);
            case DOUBLE -> true;
        };
        if (fits && reader != Shape.Primitive.DOUBLE) {
            return ValueReader.of(reader);
        }
        if (reader != Shape.Primitive.DOUBLE) {
            throw mismatch(writer, reader);
        }
        return switch (writer.getType()) {
            case INT, LONG -> in -> (double) in.readLong();
            case FLOAT -> in -> (double) in.readFloat();
            case DOUBLE -> AvroReader::readDouble;
            default -> throw mismatch(writer, reader);
        };
    }

    private ValueReader record(Schema writer, Shape.RecordOf reader) {
        List<Step> steps = new ArrayList<>();
        for (Schema.Field field : writer.getFields()) {
            int index = index(reader, field.name());
            try {
                steps.add(new Step(
                        field.name(),
                        index,
                        index == Step.SKIPPED
                                ? skip(field.schema())
                                : resolve(
                                        field.schema(),
                                        reader.fields().get(index).shape())));
            } catch (Fault fault) {
                throw fault.in(field.name());
            }
        }
        for (Shape.Field field : reader.fields()) {
            if (writer.getField(field.name()) == null && !(field.shape() instanceof Shape.Absentable)) {
                throw new Fault("it is required, and the schema that the bytes were written with does not have it")
                        .in(field.name());
            }
        }
        return ValueReader.record(reader, steps.toArray(Step[]::new));
    }

    private static int index(Shape.RecordOf reader, String name) {
        for (int i = 0; i < reader.fields().size(); i++) {
            if (reader.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        return Step.SKIPPED;
    }

    private ValueReader skip(Schema writer) {
        return switch (writer.getType()) {
            case NULL -> in -> null;
            case BOOLEAN -> skipFixed(1);
            case INT, LONG, ENUM -> AvroReader::readLong;
            case FLOAT -> skipFixed(Float.BYTES);
            case DOUBLE -> skipFixed(Double.BYTES);
            case FIXED -> skipFixed(writer.getFixedSize());
            case STRING, BYTES ->
                in -> {
                    in.skipText();
                    return null;
                };
            case ARRAY -> skipBlocks(skip(writer.getElementType()), minimumSize(writer.getElementType()));
            case MAP -> {
                ValueReader value = skip(writer.getValueType());
                yield skipBlocks(
                        in -> {
                            in.skipText();
                            return value.read(in);
                        },
                        1);
            }
            case UNION -> {
                ValueReader[] branches =
                        writer.getTypes().stream().map(this::skip).toArray(ValueReader[]::new);
                yield in -> branches[in.readIndex(branches.length)].read(in);
            }
            case RECORD -> skipRecord(writer);
        };
    }

    /** A record of another writer may contain itself. */
    private ValueReader skipRecord(Schema writer) {
        String name = writer.getFullName();
        if (!skippers.containsKey(name)) {
            List<ValueReader> fields = new ArrayList<>();
            skippers.put(name, in -> {
                in.descend();
                for (ValueReader field : fields) {
                    field.read(in);
                }
                in.ascend();
                return null;
            });
            writer.getFields().forEach(field -> fields.add(skip(field.schema())));
        }
        return skippers.get(name);
    }

    private static ValueReader skipFixed(int size) {
        return in -> {
            in.skip(size);
            return null;
        };
    }

    private static ValueReader skipBlocks(ValueReader element, int minimumSize) {
        return in -> {
            for (int count = in.readBlockCount(minimumSize); count != 0; count = in.readBlockCount(minimumSize)) {
                for (int i = 0; i < count; i++) {
                    element.read(in);
                }
            }
            return null;
        };
    }

    /** Elements that take no bytes could be any number of them, at no cost to who sends them. */
    private static int minimumSize(Schema element) {
        if (takesNoBytes(element, new HashSet<>())) {
            throw new Fault("its elements take no bytes");
        }
        return 1;
    }

    private static boolean takesNoBytes(Schema schema, Set<String> enclosing) {
        return switch (schema.getType()) {
            case NULL -> true;
            case FIXED -> schema.getFixedSize() == 0;
            case RECORD -> {
                yield !enclosing.add(schema.getFullName())
                        || schema.getFields().stream().allMatch(field -> takesNoBytes(field.schema(), enclosing));
            }
            default -> false;
        };
    }

    private static boolean isText(Schema writer) {
        return writer.getType() == Schema.Type.STRING || writer.getType() == Schema.Type.BYTES;
    }

    private static boolean isWhole(Schema writer) {
        return writer.getType() == Schema.Type.INT || writer.getType() == Schema.Type.LONG;
    }

    private static Fault mismatch(Schema writer, Shape reader) {
        return new Fault("the bytes have %s where this event has %s".formatted(name(writer), name(reader)));
    }

    private static String name(Schema schema) {
        return Printable.of(schema.getFullName(), NAME_MAXIMUM);
    }

    private static String name(Shape shape) {
        if (shape instanceof Shape.Primitive primitive) {
            return primitive.avroName();
        }
        if (shape instanceof Shape.RecordOf record) {
            return record.avroName();
        }
        if (shape instanceof Shape.ListOf) {
            return "an array";
        }
        return shape instanceof Shape.MapOf ? "a map" : "string";
    }
}

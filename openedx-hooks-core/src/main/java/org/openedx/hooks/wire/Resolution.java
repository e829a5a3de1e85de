/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.Printable;
import org.openedx.hooks.wire.ValueReader.Step;

/**
 * Avro's rules of schema resolution: how to read what was written with another schema.
 *
 * <p>That schema came from outside, too. Whatever it is, a reader is made in time in proportion to its size, since each
 * of its records is looked at once; and reads in time in proportion to the size of the bytes, since what takes no bytes
 * is not walked through, and a record of a single field is read as that field.
 */
@SuppressWarnings("ReferenceEquality") // there is one reader of nothing
final class Resolution {

    private static final int NAME_MAXIMUM = 300;

    private static final int DEPTH_MAXIMUM = 100;

    /** Skips what takes no bytes. */
    private static final ValueReader NOTHING = in -> null;

    private final IdentityHashMap<Schema, ValueReader> skippers = new IdentityHashMap<>();

    /** Names of records differ within an event, so that a record of the writer can only be one of ours. */
    private final IdentityHashMap<Schema, ValueReader> records = new IdentityHashMap<>();

    private final IdentityHashMap<Schema, Fault> failures = new IdentityHashMap<>();

    private int depth;

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
            return writer.getType() == Schema.Type.NULL ? NOTHING : resolve(writer, absentable.value());
        }
        if (reader instanceof Shape.Primitive primitive) {
            return primitive(writer, primitive);
        }
        if (reader instanceof Shape.Text text && isText(writer)) {
            return text.type()::read;
        }
        if (reader instanceof Shape.ListOf list && writer.getType() == Schema.Type.ARRAY) {
            if (skip(writer.getElementType()) == NOTHING) {
                // They could be any number, at no cost to who sends them.
                throw new Fault("its elements take no bytes");
            }
            return ValueReader.list(resolve(writer.getElementType(), list.element()), 1);
        }
        if (reader instanceof Shape.MapOf map && writer.getType() == Schema.Type.MAP) {
            return ValueReader.map(resolve(writer.getValueType(), map.value()), 1);
        }
        if (reader instanceof Shape.RecordOf record
                && writer.getType() == Schema.Type.RECORD
                && writer.getName().equals(record.avroName())) {
            return once(writer, record);
        }
        throw mismatch(writer, reader);
    }

    private ValueReader union(List<Schema> writers, Shape reader) {
        ValueReader[] branches = new ValueReader[writers.size()];
        for (int i = 0; i < branches.length; i++) {
            try {
                branches[i] = resolve(writers.get(i), reader);
            } catch (Fault fault) {
                branches[i] = in -> {
                    throw fault.at(in.position());
                };
            }
        }
        return in -> branches[in.readIndex(branches.length)].read(in);
    }

    private static ValueReader primitive(Schema writer, Shape.Primitive reader) {
        Schema.Type type = writer.getType();
        if (reader == Shape.Primitive.DOUBLE && isWhole(writer)) {
            return in -> (double) in.readLong();
        }
        if (reader == Shape.Primitive.DOUBLE && type == Schema.Type.FLOAT) {
            return in -> (double) in.readFloat();
        }
        boolean same = switch (reader) {
            case BOOLEAN -> type == Schema.Type.BOOLEAN;
            case INT, LONG -> isWhole(writer);
            case DOUBLE -> type == Schema.Type.DOUBLE;
            case STRING, BYTES, BUFFER -> isText(writer);
        };
        if (!same) {
            throw mismatch(writer, reader);
        }
        return ValueReader.of(reader);
    }

    private ValueReader once(Schema writer, Shape.RecordOf reader) {
        Fault failure = failures.get(writer);
        if (failure != null) {
            throw failure.at(Fault.NOWHERE);
        }
        ValueReader known = records.get(writer);
        if (known != null) {
            return known;
        }
        try {
            ValueReader made = record(writer, reader);
            records.put(writer, made);
            return made;
        } catch (Fault fault) {
            failures.put(writer, fault.at(Fault.NOWHERE));
            throw fault;
        }
    }

    private ValueReader record(Schema writer, Shape.RecordOf reader) {
        List<Step> steps = new ArrayList<>();
        for (Schema.Field field : writer.getFields()) {
            int index = index(reader, field.name());
            try {
                ValueReader step = index == Step.SKIPPED
                        ? skip(field.schema())
                        : resolve(field.schema(), reader.fields().get(index).shape());
                if (step != NOTHING) {
                    steps.add(new Step(field.name(), index, step));
                }
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
            case NULL -> NOTHING;
            case BOOLEAN -> skipFixed(1);
            case INT, LONG, ENUM -> AvroReader::readLong;
            case FLOAT -> skipFixed(Float.BYTES);
            case DOUBLE -> skipFixed(Double.BYTES);
            case FIXED -> writer.getFixedSize() == 0 ? NOTHING : skipFixed(writer.getFixedSize());
            case STRING, BYTES ->
                in -> {
                    in.skipText();
                    return null;
                };
            case ARRAY, MAP, UNION, RECORD -> skipNested(writer);
        };
    }

    private ValueReader skipNested(Schema writer) {
        ValueReader known = skippers.get(writer);
        if (known != null) {
            return known;
        }
        if (depth >= DEPTH_MAXIMUM) {
            throw new Fault(
                    "the schema that the bytes were written with is nested more than %d deep".formatted(DEPTH_MAXIMUM));
        }
        depth++;
        Itself itself = new Itself();
        skippers.put(writer, itself);
        try {
            itself.reader = switch (writer.getType()) {
                case ARRAY -> skipBlocks(skip(writer.getElementType()), false);
                case MAP -> skipBlocks(skip(writer.getValueType()), true);
                case UNION -> skipUnion(writer);
                default -> skipRecord(writer);
            };
            skippers.put(writer, itself.reader);
            return itself.reader;
        } catch (Fault fault) {
            skippers.remove(writer);
            throw fault;
        } finally {
            depth--;
        }
    }

    private ValueReader skipUnion(Schema writer) {
        ValueReader[] branches = writer.getTypes().stream().map(this::skip).toArray(ValueReader[]::new);
        return in -> {
            in.descend();
            branches[in.readIndex(branches.length)].read(in);
            in.ascend();
            return null;
        };
    }

    private ValueReader skipRecord(Schema writer) {
        ValueReader[] fields = writer.getFields().stream()
                .map(field -> skip(field.schema()))
                .filter(field -> field != NOTHING)
                .toArray(ValueReader[]::new);
        if (fields.length == 0) {
            return NOTHING;
        }
        if (fields.length == 1) {
            return fields[0];
        }
        return in -> {
            in.descend();
            for (ValueReader field : fields) {
                field.read(in);
            }
            in.ascend();
            return null;
        };
    }

    private static ValueReader skipFixed(int size) {
        return in -> {
            in.skip(size);
            return null;
        };
    }

    private static ValueReader skipBlocks(ValueReader element, boolean keys) {
        if (element == NOTHING && !keys) {
            // They could be any number, at no cost to who sends them: only the blocks are counted.
            return Resolution::skipBlocksOfNothing;
        }
        return in -> {
            in.descend();
            for (int count = in.readBlockCount(1); count != 0; count = in.readBlockCount(1)) {
                for (int i = 0; i < count; i++) {
                    if (keys) {
                        in.skipText();
                    }
                    element.read(in);
                }
            }
            in.ascend();
            return null;
        };
    }

    private static @Nullable Object skipBlocksOfNothing(AvroReader in) {
        int count;
        do {
            count = in.readBlockCount(0);
        } while (count != 0);
        return null;
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

    /** A record within itself. */
    private static final class Itself implements ValueReader {

        private ValueReader reader = NOTHING;

        @Override
        public @Nullable Object read(AvroReader in) {
            in.descend();
            reader.read(in);
            in.ascend();
            return null;
        }
    }
}

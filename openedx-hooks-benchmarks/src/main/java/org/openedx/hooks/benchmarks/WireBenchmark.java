/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.reflect.ReflectData;
import org.apache.avro.reflect.ReflectDatumReader;
import org.apache.avro.reflect.ReflectDatumWriter;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing and reading the Avro form of an enrollment, beside Avro's own ways. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class WireBenchmark {

    private final EventCodec<CourseEnrollmentCreated> codec =
            EventCodecs.standard().of(CourseEnrollmentCreated.class);

    private final Avro<GenericRecord> generic;

    private final Avro<CloudEvent> reflect;

    private final byte[] bytes = codec.encode(Samples.ENROLLED);

    private final GenericRecord genericRecord;

    private final CloudEvent pojo;

    public WireBenchmark() {
        Schema schema = new Schema.Parser(NameValidator.NO_VALIDATION).parse(codec.schemaText());
        generic = new Avro<>(new GenericDatumWriter<>(schema), new GenericDatumReader<>(schema));
        Schema reflected = ReflectData.AllowNull.get().getSchema(CloudEvent.class);
        reflect = new Avro<>(
                new ReflectDatumWriter<>(schema, renamed()), new ReflectDatumReader<>(schema, reflected, renamed()));
        try {
            genericRecord = generic.decode(bytes);
            pojo = reflect.decode(bytes);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** All of them write and read the same. */
    @Setup
    public void check() throws IOException {
        if (!Arrays.equals(bytes, encodeGeneric())
                || !Arrays.equals(bytes, encodeReflect())
                || !codec.decode(bytes).equals(Samples.ENROLLED)) {
            throw new IllegalStateException("The peers do not write the same bytes");
        }
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(Samples.ENROLLED);
    }

    @Benchmark
    public byte[] encodeGeneric() throws IOException {
        return generic.encode(genericRecord);
    }

    @Benchmark
    public byte[] encodeReflect() throws IOException {
        return reflect.encode(pojo);
    }

    @Benchmark
    public CourseEnrollmentCreated decode() {
        return codec.decode(bytes);
    }

    @Benchmark
    public GenericRecord decodeGeneric() throws IOException {
        return generic.decode(bytes);
    }

    @Benchmark
    public CloudEvent decodeReflect() throws IOException {
        return reflect.decode(bytes);
    }

    /** Finds the classes below for the records of the schema. */
    private static ReflectData renamed() {
        return new ReflectData() {
            @Override
            public @Nullable Class<?> getClass(Schema schema) {
                return schema.getType() == Schema.Type.RECORD ? named(schema.getName()) : super.getClass(schema);
            }
        };
    }

    private static Class<?> named(String name) {
        return switch (name) {
            case "CloudEvent" -> CloudEvent.class;
            case "CourseEnrollmentData" -> Enrollment.class;
            case "CourseData" -> Course.class;
            case "UserData" -> User.class;
            case "UserPersonalData" -> Pii.class;
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Avro as its own documentation uses it, with encoder and decoder reused. */
    private static final class Avro<T> {

        private final DatumWriter<T> writer;

        private final DatumReader<T> reader;

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);

        private final BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(new byte[0], null);

        Avro(DatumWriter<T> writer, DatumReader<T> reader) {
            this.writer = writer;
            this.reader = reader;
        }

        byte[] encode(T value) throws IOException {
            out.reset();
            writer.write(value, encoder);
            encoder.flush();
            return out.toByteArray();
        }

        T decode(byte[] bytes) throws IOException {
            return reader.read(null, DecoderFactory.get().binaryDecoder(bytes, decoder));
        }
    }

    /** The enrollment as Avro's reflection likes it: fields, and text where the schema has text. */
    public static class CloudEvent {
        Enrollment enrollment = new Enrollment();
    }

    static class Enrollment {
        User user = new User();
        Course course = new Course();
        String mode = "";
        boolean is_active;
        String creation_date = "";

        @org.apache.avro.reflect.Nullable
        @Nullable
        User created_by;
    }

    static class Course {
        String course_key = "";
        String display_name = "";

        @org.apache.avro.reflect.Nullable
        @Nullable
        String start;

        @org.apache.avro.reflect.Nullable
        @Nullable
        String end;
    }

    static class User {
        long id;
        boolean is_active;
        Pii pii = new Pii();
    }

    static class Pii {
        String username = "";
        String email = "";
        String name = "";
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
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
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Writing and reading the Avro form of an enrollment, beside Avro's own ways to the same end, from event to bytes and
 * from bytes to event. What Avro alone takes, with the data in the shape that it likes, is measured as well.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class WireBenchmark {

    private static final DateTimeFormatter PYTHON_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx", Locale.ROOT);

    private final EventCodec<CourseEnrollmentCreated> codec =
            EventCodecs.standard().of(CourseEnrollmentCreated.class);

    private final Schema schema;

    private final Avro<GenericRecord> generic;

    private final Avro<CloudEvent> reflect;

    private final byte[] bytes = codec.encode(Samples.ENROLLED);

    private final GenericRecord genericRecord;

    private final CloudEvent pojo;

    public WireBenchmark() {
        schema = new Schema.Parser(NameValidator.NO_VALIDATION).parse(codec.schemaText());
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
                || !codec.decode(bytes).equals(Samples.ENROLLED)
                || !decodeGeneric().equals(Samples.ENROLLED)
                || !decodeReflect().equals(Samples.ENROLLED)) {
            throw new IllegalStateException("The peers do not write the same bytes");
        }
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(Samples.ENROLLED);
    }

    @Benchmark
    public byte[] encodeGeneric() throws IOException {
        return generic.encode(toRecord(Samples.ENROLLED));
    }

    @Benchmark
    public byte[] encodeReflect() throws IOException {
        return reflect.encode(CloudEvent.of(Samples.ENROLLED));
    }

    @Benchmark
    public byte[] encodeGenericAvroAlone() throws IOException {
        return generic.encode(genericRecord);
    }

    @Benchmark
    public byte[] encodeReflectAvroAlone() throws IOException {
        return reflect.encode(pojo);
    }

    @Benchmark
    public CourseEnrollmentCreated decode() {
        return codec.decode(bytes);
    }

    @Benchmark
    public CourseEnrollmentCreated decodeGeneric() throws IOException {
        return fromRecord(generic.decode(bytes));
    }

    @Benchmark
    public CourseEnrollmentCreated decodeReflect() throws IOException {
        return reflect.decode(bytes).toEvent();
    }

    @Benchmark
    public GenericRecord decodeGenericAvroAlone() throws IOException {
        return generic.decode(bytes);
    }

    @Benchmark
    public CloudEvent decodeReflectAvroAlone() throws IOException {
        return reflect.decode(bytes);
    }

    private GenericRecord toRecord(CourseEnrollmentCreated event) {
        GenericRecord cloudEvent = new GenericData.Record(schema);
        cloudEvent.put("enrollment", toRecord(event.enrollment(), field(schema, "enrollment")));
        return cloudEvent;
    }

    private static GenericRecord toRecord(CourseEnrollmentData data, Schema schema) {
        GenericRecord enrollment = new GenericData.Record(schema);
        enrollment.put("user", toRecord(data.user(), field(schema, "user")));
        enrollment.put("course", toRecord(data.course(), field(schema, "course")));
        enrollment.put("mode", data.mode());
        enrollment.put("is_active", data.isActive());
        enrollment.put("creation_date", text(data.creationDate()));
        UserData createdBy = data.createdBy();
        enrollment.put("created_by", createdBy == null ? null : toRecord(createdBy, field(schema, "user")));
        return enrollment;
    }

    private static GenericRecord toRecord(CourseData data, Schema schema) {
        GenericRecord course = new GenericData.Record(schema);
        course.put("course_key", data.courseKey().toString());
        course.put("display_name", data.displayName());
        course.put("start", text(data.start()));
        course.put("end", text(data.end()));
        return course;
    }

    private static GenericRecord toRecord(UserData data, Schema schema) {
        GenericRecord pii = new GenericData.Record(field(schema, "pii"));
        pii.put("username", data.pii().username());
        pii.put("email", data.pii().email());
        pii.put("name", data.pii().name());
        GenericRecord user = new GenericData.Record(schema);
        user.put("id", data.id());
        user.put("is_active", data.isActive());
        user.put("pii", pii);
        return user;
    }

    private static Schema field(Schema schema, String name) {
        return schema.getField(name).schema();
    }

    private static CourseEnrollmentCreated fromRecord(GenericRecord cloudEvent) {
        GenericRecord enrollment = (GenericRecord) cloudEvent.get("enrollment");
        GenericRecord course = (GenericRecord) enrollment.get("course");
        GenericRecord createdBy = (GenericRecord) enrollment.get("created_by");
        return new CourseEnrollmentCreated(new CourseEnrollmentData(
                user((GenericRecord) enrollment.get("user")),
                new CourseData(
                        CourseKey.parse(course.get("course_key").toString()),
                        course.get("display_name").toString(),
                        time(course.get("start")),
                        time(course.get("end"))),
                enrollment.get("mode").toString(),
                (boolean) enrollment.get("is_active"),
                OffsetDateTime.parse(enrollment.get("creation_date").toString()),
                createdBy == null ? null : user(createdBy)));
    }

    private static UserData user(GenericRecord user) {
        GenericRecord pii = (GenericRecord) user.get("pii");
        return new UserData(
                (long) user.get("id"),
                (boolean) user.get("is_active"),
                new UserPersonalData(
                        pii.get("username").toString(),
                        pii.get("email").toString(),
                        pii.get("name").toString()));
    }

    /** The sample's times have microseconds: Python writes six digits and the offset in full. */
    private static @Nullable String text(@Nullable OffsetDateTime time) {
        return time == null ? null : PYTHON_TIME.format(time);
    }

    private static @Nullable OffsetDateTime time(@Nullable Object text) {
        return text == null ? null : OffsetDateTime.parse(text.toString());
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
            case "CourseEnrollmentData", "Enrollment" -> Enrollment.class;
            case "CourseData", "Course" -> Course.class;
            case "UserData", "User" -> User.class;
            case "UserPersonalData", "Pii" -> Pii.class;
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

        static CloudEvent of(CourseEnrollmentCreated event) {
            CourseEnrollmentData data = event.enrollment();
            CloudEvent cloudEvent = new CloudEvent();
            Enrollment enrollment = cloudEvent.enrollment;
            enrollment.user = User.of(data.user());
            enrollment.course.course_key = data.course().courseKey().toString();
            enrollment.course.display_name = data.course().displayName();
            enrollment.course.start = text(data.course().start());
            enrollment.course.end = text(data.course().end());
            enrollment.mode = data.mode();
            enrollment.is_active = data.isActive();
            enrollment.creation_date = PYTHON_TIME.format(data.creationDate());
            enrollment.created_by = data.createdBy() == null ? null : User.of(data.createdBy());
            return cloudEvent;
        }

        CourseEnrollmentCreated toEvent() {
            return new CourseEnrollmentCreated(new CourseEnrollmentData(
                    enrollment.user.toData(),
                    new CourseData(
                            CourseKey.parse(enrollment.course.course_key),
                            enrollment.course.display_name,
                            time(enrollment.course.start),
                            time(enrollment.course.end)),
                    enrollment.mode,
                    enrollment.is_active,
                    OffsetDateTime.parse(enrollment.creation_date),
                    enrollment.created_by == null ? null : enrollment.created_by.toData()));
        }
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

        static User of(UserData data) {
            User user = new User();
            user.id = data.id();
            user.is_active = data.isActive();
            user.pii.username = data.pii().username();
            user.pii.email = data.pii().email();
            user.pii.name = data.pii().name();
            return user;
        }

        UserData toData() {
            return new UserData(id, is_active, new UserPersonalData(pii.username, pii.email, pii.name));
        }
    }

    static class Pii {
        String username = "";
        String email = "";
        String name = "";
    }
}

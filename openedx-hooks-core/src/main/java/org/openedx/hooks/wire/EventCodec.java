/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns an event into the bytes that Python's library makes of it, and back (AVR-1, AVR-14). These are plain Avro: what
 * an event bus puts before or around them is not part of this.
 *
 * <p>Reading refuses what is not exactly one event. It checks lengths before it allocates: at most 200 times the length
 * of the input, and some kilobytes for an exception.
 *
 * <p>{@code byte[]} and {@link java.nio.ByteBuffer} are for events among Java applications: Python's library has a
 * schema for bytes but fails to write them (DIV-8).
 *
 * <p>Immutable and thread-safe.
 *
 * @param <E> the event
 * @since 0.1.0
 */
public final class EventCodec<E extends OpenEdxEvent> {

    private static final int SIZE_START = 256;

    private static final int SIZE_MAXIMUM = 16 * 1024;

    private static final int SIZE_ADVISED = 64 * 1024;

    private static final Logger LOGGER = LoggerFactory.getLogger(EventCodec.class);

    private static final boolean NATIVE_IMAGE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private final OpenEdxPublicSignal<E> definition;

    private final Shape.RecordOf shape;

    private final String schemaText;

    private final ValueReader reader;

    private final ValueReader explainingReader;

    private final ValueWriter writer;

    /** How long the last event was; races do no harm. */
    private int size = SIZE_START;

    private volatile boolean warned;

    private EventCodec(
            OpenEdxPublicSignal<E> definition,
            Shape.RecordOf shape,
            ValueReader reader,
            ValueReader explainingReader,
            ValueWriter writer) {
        this.definition = definition;
        this.shape = shape;
        this.schemaText = SchemaText.of(definition.type(), shape);
        this.reader = reader;
        this.explainingReader = explainingReader;
        this.writer = writer;
    }

    static <E extends OpenEdxEvent> EventCodec<E> of(
            OpenEdxPublicSignal<E> definition, Map<Class<?>, TextType<?>> textTypes) {
        Shape.RecordOf shape = Shapes.of(definition.hookClass(), textTypes);
        // Method handles made at run time are slow in native images, and reflection is not.
        return of(definition, shape, !NATIVE_IMAGE);
    }

    static <E extends OpenEdxEvent> EventCodec<E> of(
            OpenEdxPublicSignal<E> definition, Shape.RecordOf shape, boolean compiled) {
        ValueReader explaining = ValueReader.of(shape);
        return compiled
                ? new EventCodec<>(
                        definition, shape, RecordHandles.reader(shape), explaining, RecordHandles.writer(shape))
                : new EventCodec<>(definition, shape, explaining, explaining, ValueWriter.of(shape));
    }

    /**
     * What the event is.
     *
     * @return never {@literal null}
     */
    public OpenEdxPublicSignal<E> definition() {
        return definition;
    }

    /**
     * The schema that is put in a registry: JSON with sorted keys (AVR-13), character by character that of Python.
     *
     * @return JSON, all ASCII
     */
    public String schemaText() {
        return schemaText;
    }

    /**
     * A short name for a schema: the same for the same text, and for no other.
     *
     * @param schemaText as {@link #schemaText()} gives it
     * @return the SHA-256 of its UTF-8, 64 hexadecimal digits
     */
    public static String fingerprint(String schemaText) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(schemaText.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("Every Java has SHA-256", ex);
        }
    }

    /**
     * The schema as Avro's library has it. Needs Avro on the class path.
     *
     * @return a new object at every call
     */
    public Schema schema() {
        return Schemas.parse(schemaText);
    }

    /**
     * Writes an event. The first one with more than 64 KB is told of in the log (PAY-7).
     *
     * @param event must not be {@literal null}
     * @return the Avro body
     * @throws WireFormatException if there is something in it that cannot be written, such as {@literal null} in a list
     *     (AVR-11), half a surrogate pair, or a year that Python has not
     */
    public byte[] encode(E event) {
        Objects.requireNonNull(event, "event");
        AvroWriter out = new AvroWriter(size);
        try {
            writer.write(event, out);
        } catch (RuntimeException ex) {
            throw explain(event, ex);
        }
        byte[] bytes = out.toByteArray();
        size = Math.min(bytes.length, SIZE_MAXIMUM);
        if (bytes.length > SIZE_ADVISED && !warned) {
            warned = true;
            LOGGER.warn(
                    "An event {} has {} bytes; events should be small, at most {} (PAY-7). This is said once",
                    definition.type(),
                    bytes.length,
                    SIZE_ADVISED);
        }
        return bytes;
    }

    /**
     * Reads an event that was written with the schema of this codec.
     *
     * @param data the Avro body and nothing else; {@literal null}, as a broker gives it where there is none, is no
     *     event
     * @return the event
     * @throws WireFormatException if it is anything else
     */
    public E decode(byte @Nullable [] data) {
        if (data == null) {
            throw WireFormatException.unreadable(definition.type(), new Fault("there are no bytes"));
        }
        return decode(data, 0, data.length);
    }

    /**
     * Reads an event that was written with the schema of this codec.
     *
     * @param data has the Avro body in it, must not be {@literal null}
     * @param offset where the Avro body starts
     * @param length how long it is
     * @return the event
     * @throws WireFormatException if it is anything else
     * @throws IndexOutOfBoundsException if offset and length are not in the array
     */
    @SuppressWarnings("unchecked")
    public E decode(byte[] data, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, data.length);
        AvroReader in = new AvroReader(data, offset, length);
        try {
            E event = (E) Objects.requireNonNull(reader.read(in));
            in.expectEnd();
            return event;
        } catch (RuntimeException ex) {
            throw explain(new AvroReader(data, offset, length), ex);
        }
    }

    /**
     * A codec that reads what was written with another schema, such as an older or newer one of the same event, by
     * Avro's rules of schema resolution. It writes with its own. Keep it: making it takes longer than reading an event.
     * Needs Avro on the class path.
     *
     * @param writer the schema that the bytes were written with, must not be {@literal null}
     * @return this codec if the schemas are the same
     * @throws WireFormatException if no bytes of that schema can be read
     */
    public EventCodec<E> readingFrom(Schema writer) {
        Objects.requireNonNull(writer, "writer");
        if (writer.equals(schema())) {
            return this;
        }
        try {
            ValueReader resolved = Resolution.of(writer, shape, definition.type());
            return new EventCodec<>(definition, shape, resolved, resolved, this.writer);
        } catch (Fault fault) {
            throw WireFormatException.unreadable(definition.type(), fault);
        }
    }

    /**
     * As {@link #readingFrom(Schema)}, for a schema as a registry gives it. Who wrote it need not be trusted: making
     * the codec and reading with it take time in proportion to the size of the schema and the bytes.
     *
     * @param writer the schema as JSON that the bytes were written with, must not be {@literal null}
     * @return this codec if the schemas are the same
     * @throws WireFormatException if it is no schema, has more than 65,536 characters, or no bytes of it can be read
     */
    public EventCodec<E> readingFrom(String writer) {
        Objects.requireNonNull(writer, "writer");
        if (writer.equals(schemaText)) {
            return this;
        }
        try {
            return readingFrom(Schemas.parseForeign(writer));
        } catch (Fault fault) {
            throw WireFormatException.unreadable(definition.type(), fault);
        }
    }

    /**
     * What makes the event's key on Kafka.
     *
     * @param keyField the path to the key in Python's names, such as {@code enrollment.course.course_key}; that of the
     *     definition or another
     * @return the key
     * @throws IllegalArgumentException if the path does not lead to a single value that is always there (KAF-8)
     */
    public EventKey<E> key(String keyField) {
        return EventKey.of(this, keyField);
    }

    Shape.RecordOf shape() {
        return shape;
    }

    /** Reads again, slowly, to find out where it fails. */
    private WireFormatException explain(AvroReader in, RuntimeException original) {
        try {
            explainingReader.read(in);
            return WireFormatException.unreadable(definition.type(), Fault.of(original, Fault.NOWHERE));
        } catch (Fault fault) {
            return WireFormatException.unreadable(definition.type(), fault);
        }
    }

    private WireFormatException explain(E event, RuntimeException original) {
        try {
            ValueWriter.of(shape).write(event, new AvroWriter(SIZE_START));
            return WireFormatException.unwritable(definition.type(), Fault.of(original, Fault.NOWHERE));
        } catch (Fault fault) {
            return WireFormatException.unwritable(definition.type(), fault);
        }
    }
}

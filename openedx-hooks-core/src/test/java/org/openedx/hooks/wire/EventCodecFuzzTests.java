/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

import com.sun.management.ThreadMXBean;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.wire.Reference.Vector;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damages bytes and reads them. {@code -Dopenedx.fuzz.inputs=20000000} takes more than the ordinary build, and
 * {@code -Dopenedx.fuzz.seed=7} others.
 */
class EventCodecFuzzTests {

    private static final int INPUTS = Integer.getInteger("openedx.fuzz.inputs", 200_000);

    private static final long SEED = Long.getLong("openedx.fuzz.seed", 1L);

    /** What {@link EventCodec} promises, and what an exception costs. */
    private static final long MULTIPLE = 200;

    private static final long EXCEPTION = 64 * 1024;

    private static final long OBJECTS = 2 * 1024;

    private static final int WARM_UP = 150;

    private static final long SLOWEST_NANOS = Duration.ofSeconds(5).toNanos();

    private static final byte[][] NUMBERS = {
        {0},
        {1},
        {2},
        {3},
        {(byte) 0x7e},
        {(byte) 0x7f},
        {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f},
        {(byte) 0xfe, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 2},
        {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0},
    };

    private static final HexFormat HEX = HexFormat.of();

    /** What Avro does not look at. */
    private static final Pattern STRICTER = Pattern.compile(
            "Invalid \\w+ \"|is no time|has a year|in a year|has an offset"
                    + "|is no UUID|is no UTF-8|more than 64 bits|is no int|refuses its components|a block says that it has");

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final SplittableRandom random = new SplittableRandom(SEED);

    private long worst;

    @Test
    void damagedBytesAreRefusedOrRead() {
        List<Vector> vectors = Reference.vectors();
        byte[][] originals = vectors.stream().map(Vector::avro).toArray(byte[][]::new);
        // The JVM compiles method handles after some calls, which allocates once.
        for (int i = 0; i < WARM_UP * originals.length; i++) {
            read(vectors.get(i % originals.length).codec(), damage(originals[i % originals.length], originals), false);
        }
        int read = 0;
        for (int i = 0; i < INPUTS; i++) {
            Vector vector = vectors.get(i % originals.length);
            byte[] damaged = damage(originals[i % originals.length], originals);
            read += read(vector.codec(), damaged, true) ? 1 : 0;
        }
        System.out.printf(
                "wire: %d fuzz inputs, %d of them readable, at most %d bytes allocated per byte of input%n",
                INPUTS, read, worst);
        assertThat(read).isBetween(1, INPUTS - 1);
    }

    /** Avro's own library is asked, too: what one of us reads, the other reads as the same, or has a reason not to. */
    @Test
    void whatIsReadIsWhatAvroReadsAndIsWrittenBack() {
        List<Vector> vectors = Reference.vectors();
        byte[][] originals = vectors.stream().map(Vector::avro).toArray(byte[][]::new);
        Schema[] schemas =
                vectors.stream().map(vector -> vector.codec().schema()).toArray(Schema[]::new);
        int read = 0;
        int same = 0;
        int stricter = 0;
        try (AvroOracle avro = new AvroOracle()) {
            for (int i = 0; i < INPUTS / 4; i++) {
                int which = i % originals.length;
                EventCodec<OpenEdxEvent> codec = vectors.get(which).codec();
                byte[] bytes = i < originals.length ? originals[which] : damage(originals[which], originals);
                Object datum = avro.read(schemas[which], bytes);
                OpenEdxEvent event;
                try {
                    event = codec.decode(bytes);
                } catch (WireFormatException ex) {
                    if (datum != null) {
                        stricter++;
                        assertThat(ex.getMessage()).as(HEX.formatHex(bytes)).containsPattern(STRICTER);
                    }
                    continue;
                }
                read++;
                byte[] written = codec.encode(event);
                // As in Python, a usage key without a type is written as one of type None, which is another key.
                assertThat(codec.encode(codec.decode(written)))
                        .as(HEX.formatHex(bytes))
                        .isEqualTo(written);
                if (datum == null) {
                    // Avro reads indexes of unions as numbers of 32 bits, which have at most 5 bytes.
                    assertThat(HEX.formatHex(bytes)).containsPattern("(?:[89a-f][0-9a-f]){5}");
                    continue;
                }
                byte[] rewritten = avro.write(schemas[which], datum);
                assertThat(withoutBooleans(codec.decode(rewritten)))
                        .as(HEX.formatHex(bytes))
                        .isEqualTo(withoutBooleans(event));
                boolean shortest = rewritten.length == bytes.length;
                if (shortest && datum.equals(avro.read(schemas[which], written))) {
                    same++;
                    assertThat(hasMap(schemas[which]) ? sorted(written) : written)
                            .as(HEX.formatHex(bytes))
                            .isEqualTo(hasMap(schemas[which]) ? sorted(bytes) : bytes);
                }
            }
        }
        System.out.printf(
                "wire: %d fuzz inputs read as Avro does, %d of them written as they were, %d refused that Avro reads%n",
                read, same, stricter);
        assertThat(same).isGreaterThan(read / 2);
        assertThat(stricter).isPositive();
    }

    @Test
    void damagedBytesOfAnotherSchemaAreRefusedOrRead() {
        List<Vector> vectors = Reference.vectors();
        for (Vector vector : vectors) {
            var schema = vector.codec().schema();
            schema.addProp("origin", "elsewhere");
            EventCodec<OpenEdxEvent> resolving = vector.codec().readingFrom(schema);
            byte[] original = vector.avro();
            for (int i = 0; i < INPUTS / 10 / vectors.size(); i++) {
                byte[] damaged = damage(original, new byte[][] {original});
                boolean expected = read(vector.codec(), damaged, false);
                assertThat(read(resolving, damaged, false)).isEqualTo(expected);
            }
        }
    }

    private boolean read(EventCodec<OpenEdxEvent> codec, byte[] bytes, boolean measured) {
        long start = System.nanoTime();
        long before = threads.getCurrentThreadAllocatedBytes();
        OpenEdxEvent event = readOrNull(codec, bytes);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        if (measured) {
            assertThat(System.nanoTime() - start).isLessThan(SLOWEST_NANOS);
            if (isTooMuch(allocated, event, bytes)) {
                // What the JVM allocates once for itself does not count.
                before = threads.getCurrentThreadAllocatedBytes();
                event = readOrNull(codec, bytes);
                allocated = threads.getCurrentThreadAllocatedBytes() - before;
            }
            if (isTooMuch(allocated, event, bytes)) {
                throw new AssertionError(
                        "%d bytes of %s took %d".formatted(bytes.length, codec.definition(), allocated));
            }
            worst = Math.max(worst, beyond(allocated, event) / Math.max(1, bytes.length));
        }
        if (event != null && random.nextInt(16) == 0) {
            byte[] written = codec.encode(event);
            assertThat(codec.encode(codec.decode(written))).isEqualTo(written);
        }
        return event != null;
    }

    private static @Nullable OpenEdxEvent readOrNull(EventCodec<OpenEdxEvent> codec, byte[] bytes) {
        try {
            return codec.decode(bytes);
        } catch (WireFormatException ex) {
            assertThat(ex.offset()).isBetween(0, bytes.length);
            return null;
        }
    }

    private static boolean isTooMuch(long allocated, @Nullable OpenEdxEvent event, byte[] bytes) {
        return beyond(allocated, event) > MULTIPLE * bytes.length;
    }

    private static long beyond(long allocated, @Nullable OpenEdxEvent event) {
        return allocated - (event == null ? EXCEPTION : OBJECTS);
    }

    /** Entries of maps may come in any order. */
    private static boolean hasMap(Schema schema) {
        return schema.toString().contains("\"map\"");
    }

    private static byte[] sorted(byte[] bytes) {
        byte[] sorted = bytes.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Avro takes all but 1 for false, Python all but 0 for true. */
    private static String withoutBooleans(OpenEdxEvent event) {
        return Reference.JSON.writeValueAsString(event).replaceAll("\\b(?:true|false)\\b", "?");
    }

    private byte[] damage(byte[] original, byte[][] others) {
        byte[] bytes = original.clone();
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            int at = random.nextInt(bytes.length + 1);
            switch (random.nextInt(7)) {
                case 0 -> bytes = Arrays.copyOf(bytes, at);
                case 1 -> bytes = splice(bytes, at, at, new byte[] {(byte) random.nextInt()});
                case 2 -> bytes = splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(4)), new byte[0]);
                case 3 -> bytes = splice(bytes, at, Math.min(bytes.length, at + 1), number());
                case 4 -> bytes = splice(bytes, at, at, number());
                case 5 -> {
                    if (at < bytes.length) {
                        bytes[at] ^= (byte) (1 << random.nextInt(8));
                    }
                }
                default -> {
                    byte[] other = others[random.nextInt(others.length)];
                    int from = random.nextInt(other.length + 1);
                    bytes = splice(bytes, at, bytes.length, Arrays.copyOfRange(other, from, other.length));
                }
            }
        }
        return bytes;
    }

    private byte[] number() {
        return NUMBERS[random.nextInt(NUMBERS.length)];
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] middle) {
        byte[] spliced = new byte[from + middle.length + bytes.length - to];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(middle, 0, spliced, from, middle.length);
        System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
        return spliced;
    }
}

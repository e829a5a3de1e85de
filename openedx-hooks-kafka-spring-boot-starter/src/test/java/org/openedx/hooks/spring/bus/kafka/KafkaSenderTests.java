/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KafkaSenderTests {

    /** Computed by zlib: librdkafka's default partitioner, consistent_random, is the CRC32 of the key. */
    @ParameterizedTest
    @CsvSource({
        "course-v1:edX+DemoX+Demo_Course, 0, 0, 3, 6, 18",
        "course-v1:MITx+6.00x+2026, 0, 0, 4, 3, 63",
        "block-v1:edX+DemoX+Demo_Course+type@html+block@intro, 0, 2, 0, 8, 60",
        "learner_1, 0, 1, 5, 1, 5",
        "lib:edX:numbers, 0, 2, 4, 11, 11",
        "bücher, 0, 1, 1, 10, 50",
        "学生, 0, 2, 1, 11, 7",
        "a, 0, 0, 1, 0, 28",
        "course-v1:a+b+c, 0, 1, 0, 7, 15"
    })
    void aKeyLiesWherePythonPutsIt(String key, int of1, int of3, int of7, int of12, int of64) {
        byte[] text = key.getBytes(StandardCharsets.UTF_8);
        byte[] framed = ByteBuffer.allocate(6 + text.length)
                .put(new byte[] {0, 0, 0, 0, 2, (byte) (text.length * 2)})
                .put(text)
                .array();

        assertThat(List.of(1, 3, 7, 12, 64).stream().map(partitions -> KafkaSender.partition(framed, partitions)))
                .containsExactly(of1, of3, of7, of12, of64);
    }

    @Property
    void everyKeyLiesWhereItsCrcSays(@ForAll byte[] key, @ForAll @IntRange(min = 1, max = 10_000) int partitions) {
        assertThat(KafkaSender.partition(key, partitions)).isEqualTo((int) (crc32(key) % partitions));
    }

    /** Bit by bit, as the standard (ISO 3309) has it. */
    private static long crc32(byte[] bytes) {
        long crc = 0xFFFFFFFFL;
        for (byte b : bytes) {
            crc ^= b & 0xFF;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 1 ? crc >>> 1 ^ 0xEDB88320L : crc >>> 1;
            }
        }
        return crc ^ 0xFFFFFFFFL;
    }
}

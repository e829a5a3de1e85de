/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An enabled entry of {@code event-bus.consume-events}, checked and complete: what a broker needs to read one topic for
 * one group.
 *
 * @param topic the full topic, with the prefix (BUS-11)
 * @param group the consumer group; one for each application (RED-6)
 * @param consumerName the stable name of this consumer in its group (RED-6); {@literal null} if none is set
 * @param concurrency how many threads, and so sessions, at least 1
 * @param offsetTime from where to read on, once, when the application starts (KAF-13); {@literal null} for where the
 *     group stood
 * @param lastReadMsgId after which message to read on, once, when the application starts (RED-7); {@literal null} for
 *     where the group stood
 * @param checkBacklog whether a group that the broker does not know yet begins with the oldest message that is there,
 *     not with those to come (RED-7)
 * @param claimMsgsOlderThan after which time without acknowledgement messages of another consumer of the group are
 *     taken over (RED-8); {@literal null} for never
 * @since 0.1.0
 */
public record ConsumerSettings(
        String topic,
        String group,
        @Nullable String consumerName,
        int concurrency,
        @Nullable Instant offsetTime,
        @Nullable String lastReadMsgId,
        boolean checkBacklog,
        @Nullable Duration claimMsgsOlderThan) {

    /**
     * Where the dead letters of the group are.
     *
     * @return {@code <full topic>-<group>-dlt}
     */
    public String deadLetterTopic() {
        return topic + "-" + group + "-dlt";
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the entries that a group has lost because they were removed from the stream too early. Redis does not say: its
 * counter of entries that a group has read goes on by one for each, also behind a gap. So it stays behind the number of
 * entries that there ever were by as many as were lost, which is seen for certain whenever the group is at the end, and
 * earlier if more were removed than it can have read.
 *
 * <p>The counter is not true any more after Redis has started again with its append-only file, which does not have it:
 * what it says then is no loss. Thread-safe.
 */
final class Losses {

    private static final Logger LOGGER = LoggerFactory.getLogger(Losses.class);

    private final String topic;

    private final String group;

    private long lost;

    /** By how much Redis's counter is behind; {@literal null} until it is known. */
    private @Nullable Long behind;

    /** What Redis's counter was when it was looked at last. */
    private long counted;

    Losses(String topic, String group) {
        this.topic = topic;
        this.group = group;
    }

    /** Entries that were read and not acknowledged are not in the stream any more. */
    synchronized void gone(int entries) {
        if (entries > 0) {
            lost += entries;
            warn(entries, "before they were dealt with");
        }
    }

    /** Looks at what Redis says now. */
    synchronized void look(RedisGroup.State state) {
        RedisGroup.GroupState group = state.group();
        if (state.entriesAdded() == null || group == null || group.entriesRead() == null) {
            behind = null;
            return;
        }
        if (group.entriesRead() < counted) {
            behind = null; // it was set anew
        }
        counted = group.entriesRead();
        boolean atTheEnd = group.lastRead().compareTo(state.lastId()) >= 0;
        long passed = atTheEnd ? state.entriesAdded() : state.entriesAdded() - state.length();
        long missed = passed - group.entriesRead() - Objects.requireNonNullElse(behind, 0L);
        if (atTheEnd && (behind == null || missed < 0)) {
            behind = passed - group.entriesRead();
        } else if (missed > 0 && (behind != null || state.isFirstAfter(group.lastRead()))) {
            behind = Objects.requireNonNullElse(behind, 0L) + missed;
            lost += missed;
            warn(missed, "before anybody of the group read them");
        } else if (behind == null && group.lastRead().equals(StreamId.ZERO)) {
            behind = 0L;
        }
    }

    /**
     * How many entries of those that are there nobody of the group has read.
     *
     * @return {@literal null} if Redis does not say
     */
    synchronized @Nullable Long lag(RedisGroup.State state) {
        RedisGroup.GroupState group = state.group();
        if (group == null) {
            return null;
        }
        if (group.lastRead().compareTo(state.lastId()) >= 0) {
            return 0L;
        }
        if (state.entriesAdded() == null || group.entriesRead() == null) {
            return null;
        }
        long unread = state.entriesAdded() - group.entriesRead() - Objects.requireNonNullElse(behind, 0L);
        return Math.min(Math.max(unread, 0), state.length());
    }

    synchronized long total() {
        return lost;
    }

    private void warn(long entries, String when) {
        LOGGER.warn(
                "{} entries of the stream {} were removed {}; the group is {}. The stream is too short for the time that"
                        + " its consumers are away or behind: raise EVENT_BUS_REDIS_STREAM_MAX_LEN where it is written",
                entries,
                Printable.of(topic),
                when,
                Printable.of(group));
    }
}

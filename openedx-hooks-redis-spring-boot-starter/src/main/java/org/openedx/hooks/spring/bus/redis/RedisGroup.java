/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.lettuce.core.Consumer;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XClaimArgs;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import org.jspecify.annotations.Nullable;

/** What a consumer group of a stream is told and asked. Immutable and thread-safe. */
final class RedisGroup {

    /** The end of a stream, whatever is in it. */
    static final String END = "$";

    private static final int PAGE = 1000;

    private final String topic;

    private final byte[] stream;

    private final byte[] group;

    RedisGroup(String topic, String group) {
        this.topic = topic;
        this.stream = bytes(topic);
        this.group = bytes(group);
    }

    /** As every name is written in commands. */
    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String topic() {
        return topic;
    }

    /**
     * Makes the group, and the stream, unless they are there (RED-11). It counts from the beginning what it has read,
     * else Redis could not say what was removed unread.
     *
     * @param fromTheOldest whether it begins with the oldest entry, not with those to come
     */
    void create(RedisLink link, boolean fromTheOldest) throws InterruptedException {
        State state = state(link);
        if (state != null && state.group() != null) {
            return;
        }
        String start = StreamId.ZERO.toString();
        long passed = 0;
        if (state != null) {
            long all = Objects.requireNonNullElse(state.entriesAdded(), 0L);
            passed = fromTheOldest ? all - state.length() : all;
            start = fromTheOldest ? start : state.lastId().toString();
        }
        StreamOffset<byte[]> offset = StreamOffset.from(stream, start);
        try {
            XGroupCreateArgs args = XGroupCreateArgs.Builder.mkstream(true).entriesRead(passed);
            link.ask(redis -> redis.xgroupCreate(offset, group, args));
        } catch (RedisCommandExecutionException ex) {
            if (RedisFailures.hasCode(ex, "BUSYGROUP")) {
                return;
            }
            if (!RedisFailures.hasCode(ex, "ERR")) {
                throw ex;
            }
            createBefore7(link, offset);
        }
    }

    private void createBefore7(RedisLink link, StreamOffset<byte[]> offset) throws InterruptedException {
        try {
            link.ask(redis -> redis.xgroupCreate(offset, group, XGroupCreateArgs.Builder.mkstream(true)));
        } catch (RedisCommandExecutionException ex) {
            if (!RedisFailures.hasCode(ex, "BUSYGROUP")) {
                throw ex;
            }
        }
    }

    /**
     * Moves the group behind an entry, without reading what lies between.
     *
     * @param id the last entry that counts as read, or {@link #END}
     * @param passed how many entries there ever were up to it; {@literal null} if Redis does not count them
     */
    void moveTo(RedisLink link, String id, @Nullable Long passed) throws InterruptedException {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE)
                .add("SETID")
                .addKey(stream)
                .add(group)
                .add(id);
        if (passed != null) {
            args.add("ENTRIESREAD").add(passed);
        }
        link.ask(redis -> redis.dispatch(CommandType.XGROUP, new StatusOutput<>(ByteArrayCodec.INSTANCE), args));
    }

    /** Reads entries that nobody of the group has read, and waits for them if there are none. */
    RedisFuture<List<StreamMessage<byte[], byte[]>>> read(RedisLink link, String consumer, int count, Duration block) {
        return read(link, consumer, XReadArgs.Builder.count(count).block(block), StreamOffset.lastConsumed(stream));
    }

    /** The oldest entries that a consumer has read and not acknowledged; those that are gone have no fields. */
    List<StreamMessage<byte[], byte[]>> pending(RedisLink link, String consumer, int count)
            throws InterruptedException {
        StreamOffset<byte[]> oldest = StreamOffset.from(stream, StreamId.ZERO.toString());
        return orEmpty(link.await(read(link, consumer, XReadArgs.Builder.count(count), oldest)));
    }

    @SuppressWarnings("unchecked")
    private RedisFuture<List<StreamMessage<byte[], byte[]>>> read(
            RedisLink link, String consumer, XReadArgs args, StreamOffset<byte[]> offset) {
        return link.send(redis -> redis.xreadgroup(consumer(consumer), args, offset));
    }

    /**
     * Takes over entries that have not been acknowledged for some time, whoever has read them (RED-8).
     *
     * @param cursor where to search on
     */
    Claim claim(RedisLink link, String consumer, Duration idle, String cursor, int count) throws InterruptedException {
        CommandArgs<byte[], byte[]> args = new CommandArgs<>(ByteArrayCodec.INSTANCE)
                .addKey(stream)
                .add(group)
                .add(bytes(consumer))
                .add(idle.toMillis())
                .add(cursor)
                .add("COUNT")
                .add(count)
                .add("JUSTID");
        List<Object> answer = orEmpty(link.ask(redis ->
                redis.dispatch(CommandType.XAUTOCLAIM, new NestedMultiOutput<>(ByteArrayCodec.INSTANCE), args)));
        return new Claim(
                StreamId.of((byte[]) answer.get(0)).toString(),
                ((List<?>) answer.get(1)).size(),
                // Redis 7 forgets those that are not in the stream any more; before, they come as all others.
                answer.size() > 2 ? ((List<?>) answer.get(2)).size() : 0);
    }

    /** Makes entries that this consumer works on look as if they had just been read; does not wait for it. */
    @SuppressWarnings("FutureReturnValueIgnored")
    void refresh(RedisLink link, String consumer, Collection<String> ids) {
        link.send(redis -> redis.xclaim(
                stream, consumer(consumer), XClaimArgs.Builder.justid().minIdleTime(0), ids.toArray(String[]::new)));
    }

    RedisFuture<Long> acknowledge(RedisLink link, Collection<String> ids) {
        return link.send(redis -> redis.xack(stream, group, ids.toArray(String[]::new)));
    }

    /** How many entries there are from one on, itself included; reads them all. */
    long count(RedisLink link, StreamId from) throws InterruptedException {
        long counted = 0;
        Range<String> rest = Range.from(Boundary.including(from.toString()), Boundary.unbounded());
        while (true) {
            List<StreamMessage<byte[], byte[]>> page = page(link, rest);
            counted += page.size();
            if (page.size() < PAGE) {
                return counted;
            }
            String last = page.get(page.size() - 1).getId();
            rest = Range.from(Boundary.excluding(last), Boundary.unbounded());
        }
    }

    private List<StreamMessage<byte[], byte[]>> page(RedisLink link, Range<String> range) throws InterruptedException {
        return orEmpty(link.ask(redis -> redis.xrange(stream, range, Limit.create(0, PAGE))));
    }

    /** What Redis says about the stream and the group; {@literal null} if there is no stream. */
    @Nullable
    State state(RedisLink link) throws InterruptedException {
        RedisFuture<List<Object>> streamInfo = link.send(redis -> redis.xinfoStream(stream));
        RedisFuture<List<Object>> groupInfo = link.send(redis -> redis.xinfoGroups(stream));
        try {
            return State.of(
                    orEmpty(link.await(streamInfo, RedisLinks.PATIENCE)),
                    orEmpty(link.await(groupInfo, RedisLinks.PATIENCE)),
                    group);
        } catch (RedisCommandExecutionException ex) {
            if (RedisFailures.hasCode(ex, "ERR no such key")) {
                return null;
            }
            throw ex;
        }
    }

    private Consumer<byte[]> consumer(String name) {
        return Consumer.from(group, bytes(name));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /**
     * What was taken over.
     *
     * @param cursor where to search on; zero if all was searched
     * @param entries how many
     * @param gone how many were not in the stream any more, and are forgotten
     */
    record Claim(String cursor, int entries, int gone) {

        boolean isComplete() {
            return cursor.equals(StreamId.ZERO.toString());
        }
    }

    /**
     * What Redis says about a stream and one of its groups.
     *
     * @param length how many entries there are
     * @param entriesAdded how many there ever were; {@literal null} before Redis 7
     * @param firstId of the first entry; {@literal null} before Redis 7
     * @param lastId of the last one there ever was
     * @param group {@literal null} if there is no such group
     */
    record State(
            long length,
            @Nullable Long entriesAdded,
            @Nullable StreamId firstId,
            StreamId lastId,
            @Nullable GroupState group) {

        /** Whether what there was behind an entry may have been removed. */
        boolean isFirstAfter(StreamId id) {
            return firstId != null && firstId.compareTo(id) > 0;
        }

        static State of(List<Object> streamInfo, List<Object> groupInfos, byte[] name) {
            Map<String, Object> stream = map(streamInfo);
            return new State(
                    (Long) Objects.requireNonNull(stream.get("length")),
                    (Long) stream.get("entries-added"),
                    stream.get("recorded-first-entry-id") instanceof byte[] first ? StreamId.of(first) : null,
                    id(stream, "last-generated-id"),
                    groupInfos.stream()
                            .map(info -> map((List<?>) info))
                            .filter(group -> Arrays.equals((byte[]) group.get("name"), name))
                            .findFirst()
                            .map(group -> new GroupState(
                                    id(group, "last-delivered-id"),
                                    (Long) Objects.requireNonNull(group.get("pending")),
                                    (Long) group.get("entries-read")))
                            .orElse(null));
        }

        private static StreamId id(Map<String, Object> info, String name) {
            return StreamId.of((byte[]) Objects.requireNonNull(info.get(name)));
        }

        private static Map<String, Object> map(List<?> info) {
            Map<String, Object> map = new HashMap<>();
            for (int i = 0; i + 1 < info.size(); i += 2) {
                map.put(new String((byte[]) info.get(i), StandardCharsets.US_ASCII), info.get(i + 1));
            }
            return map;
        }
    }

    /**
     * What Redis says about a group.
     *
     * @param lastRead the last entry that was read
     * @param pending how many were read and not acknowledged
     * @param entriesRead how many of all that there ever were Redis thinks the group has behind it; {@literal null} if
     *     it does not know
     */
    record GroupState(
            StreamId lastRead, long pending, @Nullable Long entriesRead) {}
}

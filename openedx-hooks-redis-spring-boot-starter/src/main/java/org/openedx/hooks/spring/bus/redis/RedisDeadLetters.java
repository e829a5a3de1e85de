/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of a group, in a stream beside that of the topic: the fields of the entry as they were, and behind
 * them why it is here.
 */
final class RedisDeadLetters implements DeadLetters {

    private static final Logger LOGGER = LoggerFactory.getLogger(RedisDeadLetters.class);

    private static final String TOPIC = DeadLetter.HEADER_PREFIX + "topic";

    private static final String POSITION = DeadLetter.HEADER_PREFIX + "position";

    private static final String REASON = DeadLetter.HEADER_PREFIX + "reason";

    private static final String RECEIVERS = DeadLetter.HEADER_PREFIX + "receivers";

    private static final String EXCEPTION = DeadLetter.HEADER_PREFIX + "exception";

    private static final String ATTEMPTS = DeadLetter.HEADER_PREFIX + "attempts";

    private static final String TIME = DeadLetter.HEADER_PREFIX + "time";

    private static final String ORIGIN = DeadLetter.HEADER_PREFIX + "origin";

    private static final int PAGE = 100;

    private final RedisLinks links;

    private final String name;

    private final byte[] stream;

    private final XAddArgs trimming;

    RedisDeadLetters(RedisLinks links, String name, long streamMaxLen) {
        this.links = links;
        this.name = name;
        this.stream = RedisGroup.bytes(name);
        this.trimming = XAddArgs.Builder.maxlen(streamMaxLen).approximateTrimming();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void add(DeadLetter letter) throws InterruptedException {
        Object[] fields = fields(letter);
        links.shared().ask(redis -> redis.xadd(stream, trimming, fields));
    }

    @Override
    public long count() throws InterruptedException {
        RedisLink link = links.shared();
        Long count = link.await(link.send(redis -> redis.xlen(stream)), RedisLinks.PATIENCE);
        return count == null ? 0 : count;
    }

    @Override
    public long take(Predicate<DeadLetter> handler) throws InterruptedException {
        RedisLink link = links.shared();
        List<StreamMessage<byte[], byte[]>> newest =
                link.ask(redis -> redis.xrevrange(stream, Range.unbounded(), Limit.create(0, 1)));
        if (newest == null || newest.isEmpty()) {
            return 0;
        }
        Boundary<String> last = Boundary.including(newest.get(0).getId());
        Range<String> rest = Range.from(Boundary.unbounded(), last);
        long taken = 0;
        while (true) {
            List<StreamMessage<byte[], byte[]>> page = page(link, rest);
            if (page == null || page.isEmpty()) {
                return taken;
            }
            for (StreamMessage<byte[], byte[]> entry : page) {
                DeadLetter letter = letter(entry);
                if (letter != null) {
                    if (!handler.test(letter)) {
                        return taken;
                    }
                    link.ask(redis -> redis.xdel(stream, entry.getId()));
                    taken++;
                }
            }
            rest = Range.from(Boundary.excluding(page.get(page.size() - 1).getId()), last);
        }
    }

    private @Nullable List<StreamMessage<byte[], byte[]>> page(RedisLink link, Range<String> range)
            throws InterruptedException {
        return link.ask(redis -> redis.xrange(stream, range, Limit.create(0, PAGE)));
    }

    private static Object[] fields(DeadLetter letter) {
        List<Object> fields = Entries.fields(letter.message());
        add(fields, TOPIC, letter.message().topic());
        add(fields, POSITION, letter.message().position());
        add(fields, REASON, letter.reason().name());
        add(fields, RECEIVERS, String.join("\n", letter.receivers()));
        if (letter.exceptionClass() != null) {
            add(fields, EXCEPTION, letter.exceptionClass());
        }
        add(fields, ATTEMPTS, Integer.toString(letter.attempts()));
        add(fields, TIME, letter.time().toString());
        add(fields, ORIGIN, letter.origin());
        return fields.toArray();
    }

    private static void add(List<Object> fields, String name, String value) {
        Entries.add(fields, name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** The letter in an entry; {@literal null} if it is something else, which stays where it is. */
    private @Nullable DeadLetter letter(StreamMessage<byte[], byte[]> entry) {
        Map<String, String> properties = new HashMap<>();
        List<Map.Entry<String, byte[]>> fields = new ArrayList<>();
        for (Map.Entry<String, byte[]> field : Entries.fields(entry)) {
            if (field.getKey().startsWith(DeadLetter.HEADER_PREFIX)) {
                properties.put(field.getKey(), new String(field.getValue(), StandardCharsets.UTF_8));
            } else {
                fields.add(field);
            }
        }
        try {
            String receivers = required(properties, RECEIVERS);
            return new DeadLetter(
                    Entries.message(required(properties, TOPIC), required(properties, POSITION), fields),
                    DeadLetter.Reason.valueOf(required(properties, REASON)),
                    receivers.isEmpty() ? Set.of() : Set.of(receivers.split("\n", -1)),
                    properties.get(EXCEPTION),
                    Integer.parseInt(required(properties, ATTEMPTS)),
                    Instant.parse(required(properties, TIME)),
                    required(properties, ORIGIN));
        } catch (RuntimeException ex) {
            LOGGER.warn(
                    "The entry {} of {} is no dead letter and is left there: {}",
                    entry.getId(),
                    Printable.of(name),
                    ex.getClass().getName());
            return null;
        }
    }

    private static String required(Map<String, String> properties, String name) {
        return Objects.requireNonNull(properties.get(name), name);
    }
}

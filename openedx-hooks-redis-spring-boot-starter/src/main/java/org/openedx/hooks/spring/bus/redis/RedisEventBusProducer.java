/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.XAddArgs;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;

/**
 * Adds entries to streams, many at once on one connection of its own (RED-1, RED-4). Redis has no keys: all entries of
 * a stream are in order (RED-5). Several threads may publish, but a topic has one at a time.
 */
final class RedisEventBusProducer implements EventBusProducer, AutoCloseable {

    /** How many entries are gathered before they are sent without being asked. */
    private static final int GATHERED_MAXIMUM = 32;

    /** As large as a value may be if the server does not say. */
    private static final long DEFAULT_MAXIMUM = 512L * 1024 * 1024;

    private static final String MAXIMUM = "proto-max-bulk-len";

    private final RedisLinks links;

    private final XAddArgs trimming;

    private final AtomicInteger gathered = new AtomicInteger();

    /** What became of the last messages, by topic. */
    private final Map<String, Line> lines = new ConcurrentHashMap<>();

    private volatile @Nullable RedisLink link;

    /** What is larger makes the server hang up, and all that is on its way would be lost with it. */
    private volatile long maximum = DEFAULT_MAXIMUM;

    /**
     * Adds to streams of a limited length.
     *
     * @param streamMaxLen how many entries of a stream are kept, about
     */
    RedisEventBusProducer(RedisLinks links, long streamMaxLen) {
        this.links = links;
        this.trimming = XAddArgs.Builder.maxlen(streamMaxLen).approximateTrimming();
    }

    @Override
    public CompletionStage<Receipt> publish(EventMessage message) {
        byte[] stream = RedisGroup.bytes(message.topic());
        Object[] fields = Entries.fields(message);
        Line line = line(message.topic());
        if (message.body().length > maximum) {
            return CompletableFuture.failedStage(
                    new IllegalArgumentException("An event of %d bytes is larger than Redis takes; its %s is %d"
                            .formatted(message.body().length, MAXIMUM, maximum)));
        }
        line.unanswered.incrementAndGet();
        CompletionStage<Receipt> receipt =
                line.link.send(redis -> redis.xadd(stream, trimming, fields)).handle(line::answered);
        if (gathered.incrementAndGet() >= GATHERED_MAXIMUM) {
            flush();
        }
        return receipt;
    }

    /**
     * The connection for a topic. If it is another than before and something of the topic was on its way, the caller
     * may not know yet that it has failed, and what is published now would be stored before it: this once it fails,
     * too.
     */
    private Line line(String topic) {
        RedisLink connected = connected();
        Line before = lines.get(topic);
        if (before != null && before.link.equals(connected)) {
            return before;
        }
        Line line = new Line(connected, new AtomicInteger());
        lines.put(topic, line);
        if (before != null && before.unanswered.get() > 0) {
            throw new BrokerUnavailableException("The connection to Redis was lost", null);
        }
        return line;
    }

    private synchronized RedisLink connected() {
        RedisLink current = link;
        if (current == null || !current.isOpen()) {
            current = links.open();
            maximum = maximum(current);
            current.gather();
            link = current;
        }
        return current;
    }

    private static long maximum(RedisLink link) {
        try {
            Map<String, String> found = link.ask(redis -> redis.configGet(MAXIMUM));
            return found == null ? DEFAULT_MAXIMUM : Long.parseLong(found.getOrDefault(MAXIMUM, ""));
        } catch (RedisCommandExecutionException | NumberFormatException ex) {
            return DEFAULT_MAXIMUM; // not everybody may ask
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            link.abandon();
            throw new BrokerUnavailableException("Interrupted while connecting to Redis", ex);
        } catch (RuntimeException ex) {
            link.abandon();
            throw ex;
        }
    }

    @Override
    public void flush() {
        gathered.set(0);
        RedisLink current = link;
        if (current != null) {
            current.flush();
        }
    }

    @Override
    public void close() {
        RedisLink current = link;
        if (current != null) {
            current.close();
        }
    }

    /** A connection, and how much of what was sent on it for a topic is not known to be stored or refused. */
    private record Line(RedisLink link, AtomicInteger unanswered) {

        Receipt answered(@Nullable String id, @Nullable Throwable problem) {
            if (problem == null && id != null) {
                unanswered.decrementAndGet();
                return new Receipt(id);
            }
            RuntimeException failure = RedisFailures.of(problem);
            if (failure instanceof BrokerUnavailableException) {
                // What is behind it must not be stored before it.
                link.abandon();
            } else {
                unanswered.decrementAndGet();
            }
            throw failure;
        }
    }
}

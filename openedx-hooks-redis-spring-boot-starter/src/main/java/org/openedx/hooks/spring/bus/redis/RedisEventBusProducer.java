/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

import io.lettuce.core.XAddArgs;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;

/**
 * Adds entries to streams, many at once on one connection of its own (RED-1, RED-4). Redis has no keys: all entries of
 * a stream are in order (RED-5). Called from one thread, but for {@link #close()}.
 */
final class RedisEventBusProducer implements EventBusProducer, AutoCloseable {

    /** How many entries are gathered before they are sent without being asked. */
    private static final int GATHERED_MAXIMUM = 128;

    private final RedisLinks links;

    private final XAddArgs trimming;

    private volatile @Nullable Line line;

    private int gathered;

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
        Line line = line();
        line.unanswered.incrementAndGet();
        CompletionStage<Receipt> receipt =
                line.link.send(redis -> redis.xadd(stream, trimming, fields)).handle(line::answered);
        if (++gathered >= GATHERED_MAXIMUM) {
            flush();
        }
        return receipt;
    }

    /**
     * The connection, a new one if it is lost. If something was on its way, the caller may not know yet that it has
     * failed, and what is published now would be stored before it: this once it fails, too.
     */
    private Line line() {
        Line current = line;
        if (current != null && !current.link.isOpen()) {
            line = null;
            if (current.unanswered.get() > 0) {
                throw new BrokerUnavailableException("The connection to Redis is lost", null);
            }
            current = null;
        }
        if (current == null) {
            current = new Line(links.open(), new AtomicInteger());
            current.link.gather();
            gathered = 0;
            line = current;
        }
        return current;
    }

    @Override
    public void flush() {
        gathered = 0;
        Line current = line;
        if (current != null) {
            current.link.flush();
        }
    }

    @Override
    public void close() {
        Line current = line;
        if (current != null) {
            current.link.close();
        }
    }

    /** A connection, and how much of what was sent on it is not known to be stored or refused. */
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

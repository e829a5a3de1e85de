/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.lettuce.core.AbstractRedisClient;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the event bus's Redis: connections of its own, so that a reader that waits and a queue that is sent delay
 * nobody else, and one for whatever is short. Thread-safe.
 */
final class RedisLinks implements AutoCloseable {

    /** How long operators and meters wait. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Supplier<? extends AbstractRedisClient> client;

    private @Nullable CompletableFuture<RedisLink> shared;

    /**
     * Connects by a client.
     *
     * @param client asked again for each connection, since it changes when an application is stopped and started again
     */
    RedisLinks(Supplier<? extends AbstractRedisClient> client) {
        this.client = client;
    }

    /**
     * A connection of its own; takes as long as the client's time-outs say.
     *
     * @throws org.openedx.hooks.spring.bus.BrokerUnavailableException if Redis is not there
     */
    RedisLink open() {
        return RedisLink.open(client);
    }

    /**
     * The connection for short commands, whose answers nobody waits long for. It is opened on a thread of its own,
     * since connecting to a server that hangs takes as long as the command time-out says.
     *
     * @throws org.openedx.hooks.spring.bus.BrokerUnavailableException if Redis is not there
     */
    RedisLink shared() throws InterruptedException {
        CompletableFuture<RedisLink> opening = opening();
        try {
            return opening.get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw RedisFailures.of(ex);
        } catch (TimeoutException ex) {
            throw RedisFailures.unavailable(ex);
        }
    }

    private synchronized CompletableFuture<RedisLink> opening() {
        CompletableFuture<RedisLink> opening = shared;
        if (opening == null || (opening.isDone() && !isOpen(opening))) {
            opening = CompletableFuture.supplyAsync(this::open, task -> {
                Thread thread = new Thread(task, "openedx-bus-redis-connect");
                thread.setDaemon(true);
                thread.start();
            });
            shared = opening;
        }
        return opening;
    }

    private static boolean isOpen(CompletableFuture<RedisLink> opening) {
        return !opening.isCompletedExceptionally() && opening.join().isOpen();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public synchronized void close() {
        if (shared != null) {
            // If it is still being opened, that ends when the client does.
            shared.thenAccept(RedisLink::close);
        }
    }
}

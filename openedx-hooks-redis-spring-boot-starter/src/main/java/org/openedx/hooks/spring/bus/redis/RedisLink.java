/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;

/**
 * A connection that stays lost once it is lost. Lettuce would connect again and then send once more what nobody has
 * answered: a read that its reader has given up would take entries that nobody sees. Here everything on its way fails
 * at once, and who has sent it decides. Thread-safe.
 */
final class RedisLink implements AutoCloseable {

    private static final long CLOSE_SECONDS = 2;

    private final StatefulConnection<byte[], byte[]> connection;

    private final RedisClusterAsyncCommands<byte[], byte[]> commands;

    private volatile @Nullable CompletableFuture<Void> closing;

    private RedisLink(
            StatefulConnection<byte[], byte[]> connection, RedisClusterAsyncCommands<byte[], byte[]> commands) {
        this.connection = connection;
        this.commands = commands;
    }

    /**
     * Connects, and waits for it.
     *
     * @throws BrokerUnavailableException if Redis is not there
     */
    static RedisLink open(Supplier<? extends AbstractRedisClient> clients) {
        try {
            AbstractRedisClient client = clients.get();
            if (client instanceof RedisClusterClient cluster) {
                // Its connections to single nodes come and go by themselves.
                StatefulRedisClusterConnection<byte[], byte[]> connection = cluster.connect(ByteArrayCodec.INSTANCE);
                return new RedisLink(connection, connection.async());
            }
            StatefulRedisConnection<byte[], byte[]> connection =
                    ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
            RedisLink link = new RedisLink(connection, connection.async());
            connection.addListener(new RedisConnectionStateListener() {
                @Override
                public void onRedisDisconnected(RedisChannelHandler<?, ?> handler) {
                    link.abandon();
                }
            });
            return link;
        } catch (RuntimeException ex) {
            throw RedisFailures.unavailable(ex);
        }
    }

    RedisClusterAsyncCommands<byte[], byte[]> commands() {
        return commands;
    }

    boolean isOpen() {
        return closing == null && connection.isOpen();
    }

    /** From now on commands are sent by {@link #flush()}. */
    void gather() {
        connection.setAutoFlushCommands(false);
    }

    void flush() {
        connection.flushCommands();
    }

    /**
     * Runs something again and again, on a thread that must not wait.
     *
     * @return ends it
     */
    Runnable every(Duration period, Runnable task) {
        var scheduled = connection
                .getResources()
                .eventExecutorGroup()
                .scheduleAtFixedRate(task, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    /**
     * Waits for an answer as long as the client's command time-out says.
     *
     * @throws BrokerUnavailableException if there is none
     * @throws io.lettuce.core.RedisCommandExecutionException if the answer is an error
     * @throws CancellationException if somebody has cancelled the command
     */
    <T> @Nullable T await(RedisFuture<T> future) throws InterruptedException {
        return await(future, connection.getTimeout());
    }

    /** Waits for an answer for some time. */
    <T> @Nullable T await(RedisFuture<T> future, Duration patience) throws InterruptedException {
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException ex) {
            throw RedisFailures.of(ex.getCause());
        } catch (TimeoutException ex) {
            future.cancel(false);
            throw RedisFailures.unavailable(ex);
        } catch (InterruptedException ex) {
            future.cancel(false);
            throw ex;
        } catch (CancellationException ex) {
            throw isOpen() ? ex : RedisFailures.unavailable(ex);
        }
    }

    /** Disconnects without waiting for it: what is on its way fails. */
    void abandon() {
        var unused = closing();
    }

    private synchronized CompletableFuture<Void> closing() {
        CompletableFuture<Void> current = closing;
        if (current == null) {
            current = connection.closeAsync();
            closing = current;
        }
        return current;
    }

    /** Disconnects: what is on its way fails. */
    @Override
    public void close() {
        closing().completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
    }
}

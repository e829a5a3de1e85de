/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
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

    private final CountDownLatch end = new CountDownLatch(1);

    private volatile boolean abandoned;

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
            if (!connection.isOpen()) {
                link.abandon();
            }
            return link;
        } catch (RuntimeException ex) {
            throw RedisFailures.unavailable(ex);
        }
    }

    /**
     * Sends a command. Never while the connection is being closed: Lettuce would keep the command, and nobody would
     * ever hear of it.
     *
     * @throws BrokerUnavailableException if the connection is lost
     */
    synchronized <T> RedisFuture<T> send(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> command) {
        if (abandoned) {
            throw RedisFailures.unavailable(null);
        }
        return command.apply(commands);
    }

    boolean isOpen() {
        return !abandoned && connection.isOpen();
    }

    /**
     * From now on commands are sent by {@link #flush()} at the latest. In a cluster each is sent by itself: it may wait
     * for a connection to its node, get there after the flush, and then nobody would send it.
     */
    void gather() {
        if (connection instanceof StatefulRedisConnection) {
            connection.setAutoFlushCommands(false);
        }
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
     * Sends a command and waits for its answer, as {@link #send} and {@link #await(RedisFuture)} do.
     *
     * @return the answer, {@literal null} if Redis has nothing to say
     */
    <T> @Nullable T ask(Function<RedisClusterAsyncCommands<byte[], byte[]>, RedisFuture<T>> command)
            throws InterruptedException {
        return await(send(command));
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
    synchronized void abandon() {
        if (!abandoned) {
            // Said first, since the end of the connection is told while it is being closed.
            abandoned = true;
            if (connection instanceof RedisChannelHandler<?, ?> handler && handler.isClosed()) {
                // The client is being shut down, and has done it.
                end.countDown();
            } else {
                var unused = connection.closeAsync().whenComplete((nothing, failure) -> end.countDown());
            }
        }
    }

    /** Disconnects: what is on its way fails. */
    @Override
    public void close() {
        abandon();
        try {
            boolean unused = end.await(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}

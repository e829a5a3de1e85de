/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.nio.file.Path;
import java.util.List;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;

/** The installed {@code redis-server}, which keeps all in memory, and a bare client. */
final class RedisServer implements AutoCloseable {

    private final int port = Child.freePort();

    private final Child child;

    private final RedisClient client = RedisClient.create(RedisURI.create("127.0.0.1", port));

    private final StatefulRedisConnection<byte[], byte[]> connection;

    RedisServer() throws InterruptedException {
        Path directory = Child.directory();
        child = Child.start(
                directory,
                List.of(
                        "redis-server",
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        directory.toString(),
                        "--save",
                        ""));
        child.await(this::answers);
        connection = client.connect(ByteArrayCodec.INSTANCE);
    }

    private boolean answers() {
        try (var asking = client.connect()) {
            return asking.isOpen();
        } catch (RedisException ex) {
            return false;
        }
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** The one connection of the bare client. */
    StatefulRedisConnection<byte[], byte[]> connection() {
        return connection;
    }

    @Override
    public void close() {
        client.shutdown();
        child.close();
    }
}

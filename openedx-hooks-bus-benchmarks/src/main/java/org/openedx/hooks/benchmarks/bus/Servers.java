/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the benchmarks of a run share: each server is started when the first of them needs it. */
final class Servers implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(Servers.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    private @Nullable RedisServer redis;

    private @Nullable KafkaServer kafka;

    private @Nullable SchemaIds registry;

    private @Nullable PostgresServer postgres;

    /** With nothing in it. */
    RedisServer redis() throws Exception {
        RedisServer server = redis != null ? redis : start(RedisServer::new);
        redis = server;
        server.connection().sync().flushall();
        return server;
    }

    KafkaServer kafka() throws Exception {
        KafkaServer server = kafka != null ? kafka : start(KafkaServer::new);
        kafka = server;
        return server;
    }

    SchemaIds registry() throws Exception {
        SchemaIds server = registry != null ? registry : start(SchemaIds::new);
        registry = server;
        return server;
    }

    PostgresServer postgres() throws Exception {
        PostgresServer server = postgres != null ? postgres : start(PostgresServer::new);
        postgres = server;
        return server;
    }

    private <S extends AutoCloseable> S start(Callable<S> starting) throws Exception {
        S server = starting.call();
        started.push(server);
        return server;
    }

    @Override
    public void close() {
        for (AutoCloseable server : started) {
            try {
                server.close();
            } catch (Exception ex) {
                LOGGER.warn("{} has not ended in order", server, ex);
            }
        }
    }
}

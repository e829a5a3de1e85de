/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;

/** Redis with an append-only file. A stream has one order, so each consumer is a group. */
final class RedisBroker implements Broker {

    static final Path SERVER = Path.of("/usr/bin/redis-server");

    private final int port = Child.freePort();

    private final Child process;

    private final RedisClient client;

    RedisBroker(Path directory) {
        process = new Child(
                "redis",
                directory,
                List.of(
                        SERVER.toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes"));
        client = RedisClient.create(RedisURI.builder()
                .withHost("127.0.0.1")
                .withPort(port)
                .withTimeout(Duration.ofSeconds(5))
                .build());
    }

    static boolean isInstalled() {
        return Files.isExecutable(SERVER);
    }

    @Override
    public Child process() {
        return process;
    }

    @Override
    public boolean isUp() {
        try {
            return "PONG".equals(ask(RedisCommands::ping));
        } catch (RedisException ex) {
            return false;
        }
    }

    @Override
    public void prepare() {
        await(this::isUp, "Redis does not start");
    }

    @Override
    public List<String> arguments() {
        return List.of("--spring.config.additional-location=classpath:redis.yml", "--port=" + port);
    }

    @Override
    public List<String> groups() {
        return List.of("one", "two");
    }

    @Override
    public int consumerBatch() {
        return 64;
    }

    @Override
    public long stored(String topic) {
        return ask(redis -> redis.xlen(topic));
    }

    /** Redis forgets how many entries a group has read when it starts again, but not which was the last. */
    @Override
    public long backlog(String group) {
        return ask(redis -> {
            String last = redis.xinfoGroups(TOPIC).stream()
                    .map(info -> pairs((List<?>) info))
                    .filter(info -> group.equals(info.get("name")))
                    .map(info -> (String) info.get("last-delivered-id"))
                    .findFirst()
                    .orElse("0-0");
            Range<String> unread = Range.from(Range.Boundary.excluding(last), Range.Boundary.unbounded());
            return redis.xrange(TOPIC, unread).size()
                    + redis.xpending(TOPIC, group).getCount();
        });
    }

    private static Map<String, Object> pairs(List<?> list) {
        Map<String, Object> pairs = new HashMap<>();
        for (int i = 0; i + 1 < list.size(); i += 2) {
            pairs.put((String) list.get(i), list.get(i + 1));
        }
        return pairs;
    }

    private <T> T ask(Function<RedisCommands<String, String>, T> question) {
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            return question.apply(connection.sync());
        }
    }

    @Override
    public void close() {
        client.shutdown();
        process.thaw();
        process.kill();
    }
}

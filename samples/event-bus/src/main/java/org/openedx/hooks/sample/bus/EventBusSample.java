/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openedx.hooks.sample.bus.analytics.AnalyticsApplication;
import org.openedx.hooks.sample.bus.platform.PlatformApplication;
import redis.embedded.RedisServer;

/**
 * Starts a Redis, the platform and the analytics service, and ends them when it is ended. With
 * {@code --spring.profiles.active=kafka} it starts no Redis: the applications then use the Kafka and the schema
 * registry of the settings {@code EVENT_BUS_KAFKA_BOOTSTRAP_SERVERS} and {@code EVENT_BUS_KAFKA_SCHEMA_REGISTRY_URL}.
 */
public final class EventBusSample implements AutoCloseable {

    private static final String KAFKA = "--spring.profiles.active=kafka";

    private final List<Process> applications = new ArrayList<>();

    private final RedisServer redis;

    private EventBusSample(RedisServer redis) {
        this.redis = redis;
    }

    public static void main(String[] arguments) throws Exception {
        int analytics = port("ANALYTICS_PORT", 8080);
        int platform = port("PLATFORM_PORT", 8081);
        EventBusSample sample = start(analytics, platform, Arrays.asList(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(sample::close));
        for (Process application : sample.applications) {
            application.waitFor();
        }
    }

    private static int port(String variable, int otherwise) {
        String value = System.getenv(variable);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    /** Starts all; returns before the applications are ready. */
    static EventBusSample start(int analyticsPort, int platformPort, List<String> arguments) throws IOException {
        RedisServer redis = new RedisServer(freePort());
        EventBusSample sample = new EventBusSample(redis);
        Map<String, String> environment = Map.of();
        if (!arguments.contains(KAFKA)) {
            redis.start();
            environment = Map.of(
                    "EVENT_BUS_REDIS_CONNECTION_URL",
                    "redis://127.0.0.1:" + redis.ports().get(0));
        }
        try {
            sample.run(AnalyticsApplication.class, environment, analyticsPort, platformPort, arguments);
            sample.run(PlatformApplication.class, environment, platformPort, analyticsPort, arguments);
        } catch (IOException ex) {
            sample.close();
            throw ex;
        }
        return sample;
    }

    private void run(
            Class<?> application, Map<String, String> environment, int port, int otherPort, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                application.getName(),
                "--server.port=" + port,
                "--sample.other=http://127.0.0.1:" + otherPort));
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command).inheritIO();
        process.environment().putAll(environment);
        applications.add(process.start());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** The applications first, so that they find the broker while they end. */
    @Override
    public void close() {
        applications.forEach(Process::destroy);
        for (Process application : applications) {
            try {
                if (!application.waitFor(30, TimeUnit.SECONDS)) {
                    application.destroyForcibly();
                }
            } catch (InterruptedException ex) {
                application.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        try {
            redis.stop();
        } catch (IOException ex) {
            throw new java.io.UncheckedIOException(ex);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.springframework.util.FileSystemUtils;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server of a test's own, as a child process that is stopped by its own id. Where Debian's {@code redis-server}
 * is not installed, an embedded one of version 6.2 serves, and what needs version 7 is skipped.
 */
final class RedisServer implements AutoCloseable {

    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

    private static final @Nullable Path INSTALLED = installed();

    private static final int INSTALLED_VERSION = INSTALLED == null ? 0 : majorVersion(INSTALLED);

    private final Path executable;

    private final Path directory;

    private final int port;

    private final List<String> options;

    private final RedisClient client;

    private @Nullable Process process;

    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    private RedisServer(Path executable, List<String> options) {
        this.executable = executable;
        this.directory = temporaryDirectory();
        this.port = freePort();
        this.options = options;
        RedisURI uri = RedisURI.create("127.0.0.1", port);
        uri.setTimeout(Duration.ofSeconds(60));
        int password = options.indexOf("--requirepass") + 1;
        if (password > 0) {
            uri.setAuthentication(options.get(password));
        }
        this.client = RedisClient.create(uri);
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
    }

    /** Starts a server that forgets everything when it ends. */
    static RedisServer start(String... options) {
        return start(INSTALLED != null ? INSTALLED : embedded(), options);
    }

    /** Starts version 6.2, which every machine has. */
    static RedisServer startVersion6() {
        return start(embedded());
    }

    private static RedisServer start(Path executable, String... options) {
        RedisServer server = new RedisServer(executable, List.of(options));
        server.restart();
        return server;
    }

    /** Starts a server that has written to its disk whatever it confirms. */
    static RedisServer startDurable() {
        return start("--appendonly", "yes", "--appendfsync", "always");
    }

    /** Skips the running test where only version 6.2 is at hand. */
    static void assumeVersion7() {
        Assumptions.assumeTrue(INSTALLED_VERSION >= 7, "needs Redis 7: install redis-server");
    }

    int port() {
        return port;
    }

    String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Commands on a connection of the test's own. */
    RedisCommands<String, byte[]> commands() {
        if (connection == null || !connection.isOpen()) {
            connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
        }
        return connection.sync();
    }

    /** Starts the server again, with what it had written to its disk. */
    void restart() {
        if (isRunning()) {
            throw new IllegalStateException("It is running");
        }
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--save",
                ""));
        command.addAll(options);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        awaitAnswer();
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                commands().ping();
                return;
            } catch (RedisException ex) {
                if (System.nanoTime() > end || !isRunning()) {
                    throw new IllegalStateException("Redis does not answer: " + log(), ex);
                }
                sleep();
            }
        }
    }

    /** Ends the server at once, as {@code kill -9} does. */
    void kill() {
        Process running = Objects.requireNonNull(process);
        running.destroyForcibly();
        try {
            running.waitFor();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the server hang: it accepts connections but answers nothing. */
    void pause() {
        signal("STOP");
    }

    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        long pid = Objects.requireNonNull(process).pid();
        try {
            int status = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " gave " + status);
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    @Override
    public void close() {
        client.shutdown(0, 5, TimeUnit.SECONDS);
        if (isRunning()) {
            kill();
        }
        try {
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException ex) {
            return ex.toString();
        }
    }

    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("openedx-redis");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** None that the system gives to outgoing connections: one of these would take it while the server is away. */
    static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(15_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException ex) {
                // Another one.
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }

    private static @Nullable Path installed() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(Arrays.stream(path.split(":", -1)), Stream.of("/usr/bin"))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    private static Path embedded() {
        try {
            return ExecutableProvider.newJarResourceProvider(
                            temporaryDirectory().toFile())
                    .get()
                    .toPath();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static int majorVersion(Path executable) {
        try {
            Process version = new ProcessBuilder(executable.toString(), "--version").start();
            Matcher matcher =
                    VERSION.matcher(new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}

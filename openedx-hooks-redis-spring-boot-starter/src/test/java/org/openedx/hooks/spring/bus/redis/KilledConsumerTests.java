/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventHeaders;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.redis.BusApplication.GROUP;
import static org.openedx.hooks.spring.bus.redis.BusApplication.TOPIC;
import static org.openedx.hooks.spring.bus.redis.BusApplication.login;
import static org.openedx.hooks.spring.bus.redis.BusApplication.until;

/** A consumer that dies between a receiver and the acknowledgement. */
class KilledConsumerTests {

    private static final int COUNT = 200;

    private static final int DEADLY = 120;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void killingAConsumerRepeatsSomeMessagesAndLosesNone() throws Exception {
        Path journal = Files.createFile(directory.resolve("journal"));
        try (RedisServer server = RedisServer.start()) {
            IntStream.range(0, COUNT).forEach(i -> add(server, "user" + i));
            Process first = start(server, journal, "user" + DEADLY);
            try {
                until(() -> assertThat(Files.readAllLines(journal)).contains("user" + DEADLY));
            } finally {
                first.destroyForcibly().waitFor();
            }
            assertThat(Files.readAllLines(journal)).hasSize(DEADLY + 1);

            Process second = start(server, journal, "nobody");
            try {
                until(() -> assertThat(Files.readAllLines(journal)).contains("user" + (COUNT - 1)));
                until(() -> assertThat(server.commands().xpending(TOPIC, GROUP, Range.unbounded(), Limit.from(1000)))
                        .isEmpty());
            } finally {
                second.destroyForcibly().waitFor();
            }
        }

        List<String> all = Files.readAllLines(journal);
        assertThat(all.stream().distinct())
                .as("none lost, and in order")
                .containsExactlyElementsOf(
                        IntStream.range(0, COUNT).mapToObj(i -> "user" + i).toList());
        assertThat(all.stream().filter(("user" + DEADLY)::equals))
                .as("duplicate")
                .hasSize(2);
        assertThat(all.size() - COUNT)
                .as("at most what was in hand is repeated")
                .isBetween(1, 64);
    }

    private static void add(RedisServer server, String username) {
        var codec = EventCodecs.standard().of(SessionLoginCompleted.class);
        EventMetadata metadata = PythonEntry.all().get(0).metadata();
        Map<String, byte[]> fields = EventHeaders.redis()
                .write(new EventMetadata(
                        codec.definition().type(),
                        metadata.id(),
                        metadata.minorVersion(),
                        metadata.source(),
                        metadata.sourceHost(),
                        metadata.time(),
                        metadata.sourceLib()));
        fields.put(EventHeaders.REDIS_EVENT_DATA, codec.encode(login(username)));
        server.commands().xadd(TOPIC, fields);
    }

    private Process start(RedisServer server, Path journal, String deadly) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--spring.data.redis.port=" + server.port(),
                "--event-bus.topic-prefix=prod",
                "--journal=" + journal,
                "--deadly=" + deadly));
        for (String property : BusApplication.consuming()) {
            command.add("--" + property);
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log-" + deadly).toFile())
                .start();
    }

    /** The consumer. */
    static final class Main {

        private Main() {}

        public static void main(String[] args) {
            new SpringApplicationBuilder(BusApplication.Any.class, Journal.class)
                    .web(WebApplicationType.NONE)
                    .run(args);
        }
    }

    /** Writes down who has logged in; after one of them it never returns. */
    @Configuration(proxyBeanMethods = false)
    static class Journal {

        private final Path file;

        private final String deadly;

        Journal(Environment environment) {
            this.file = Path.of(environment.getRequiredProperty("journal"));
            this.deadly = environment.getRequiredProperty("deadly");
        }

        @EventListener
        void note(SessionLoginCompleted event) throws InterruptedException {
            String username = event.user().pii().username();
            try {
                Files.writeString(file, username + "\n", StandardOpenOption.APPEND);
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
            if (username.equals(deadly)) {
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The sample service in a process of its own, on a free port. */
final class Service implements AutoCloseable {

    /** There once the build has packaged it. */
    static final Path JAR = Repository.ROOT.resolve("samples/enrollment/target/app/enrollment.jar");

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;

    private final int port;

    private Service(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it by a command, and waits until it is there. */
    static Service start(String command, Path directory, List<String> variables) throws IOException {
        Path log = Files.createTempFile(directory, "service", ".log");
        Process process = Shell.run(command, directory, log, variables);
        await().atMost(ofMinutes(3)).pollInterval(ofMillis(200)).until(() -> !process.isAlive() || port(log) > 0);
        assertThat(port(log)).as(Files.readString(log)).isPositive();
        return new Service(process, port(log));
    }

    private static int port(Path log) throws IOException {
        Matcher port = PORT.matcher(Files.readString(log));
        return port.find() ? Integer.parseInt(port.group(1)) : 0;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        assertThat(process.onExit()).succeedsWithin(ofMinutes(1));
    }
}

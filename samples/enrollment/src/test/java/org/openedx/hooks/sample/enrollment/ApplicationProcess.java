/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Java in a process of its own, which writes what it says to a file. */
final class ApplicationProcess implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;

    private final Path log;

    private ApplicationProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a main class; the class path of the sample follows what is given. */
    static ApplicationProcess start(Path log, List<Path> classPath, List<String> arguments) throws IOException {
        String fullClassPath = Stream.concat(classPath.stream().map(Path::toString), Stream.of(classPath()))
                .collect(Collectors.joining(File.pathSeparator));
        Stream<String> java = Stream.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                fullClassPath);
        return new ApplicationProcess(
                new ProcessBuilder(Stream.concat(java, arguments.stream()).toList())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    /** The class path of these tests, without the tests. */
    static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    void succeeds() throws InterruptedException {
        assertThat(process.waitFor()).as(this::output).isZero();
    }

    /** Waits until the server is up. */
    int port() {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            assertThat(process.isAlive()).as(this::output).isTrue();
                            Matcher started = PORT.matcher(output());
                            return started.find() ? Integer.parseInt(started.group(1)) : 0;
                        },
                        port -> port > 0);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}

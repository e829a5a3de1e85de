/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/** A process that can be killed, stopped, continued and started again. */
final class Child {

    private final String name;

    private final Path log;

    private final List<String> command;

    private @Nullable Process process;

    Child(String name, Path directory, List<String> command) {
        this.name = name;
        this.log = directory.resolve(name + ".log");
        this.command = command;
    }

    /** A JVM that is quick to start, and ends with this one. */
    static Child java(String name, Path directory, List<String> options, String main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote"));
        command.addAll(options);
        command.add(main);
        command.addAll(List.of(arguments));
        return new Child(name, directory, command);
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

    synchronized void start(String... more) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(more));
        try {
            process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** As {@code kill -9} does. */
    synchronized void kill() {
        if (process != null) {
            end(process.destroyForcibly());
        }
    }

    /** Asks it to end, and waits for it. */
    synchronized void end() {
        if (process != null) {
            process.destroy();
            end(process);
        }
    }

    private void end(Process ending) {
        try {
            if (!ending.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** It stays, and its connections stay, but nothing in it moves. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    private synchronized void signal(String signal) {
        if (process == null) {
            return;
        }
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

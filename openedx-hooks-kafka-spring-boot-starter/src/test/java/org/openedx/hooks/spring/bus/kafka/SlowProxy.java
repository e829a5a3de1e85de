/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server, and makes each of its answers late. */
final class SlowProxy implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket socket;

    private final int serverPort;

    private final Duration delay;

    private final AtomicInteger answers = new AtomicInteger();

    SlowProxy(int port, int serverPort, Duration delay) {
        try {
            this.socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        this.serverPort = serverPort;
        this.delay = delay;
        start(this::accept);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** How many answers it has passed on late. */
    int answers() {
        return answers.get();
    }

    /** Nobody comes in any more; connections end with the process, or by those who have them. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            start(() -> pass(client, server, Duration.ZERO));
            start(() -> pass(server, client, delay));
        }
    }

    private void pass(Socket from, Socket to, Duration wait) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[BUFFER];
            for (int length = in.read(some); length >= 0; length = in.read(some)) {
                if (!wait.isZero()) {
                    Thread.sleep(wait.toMillis());
                    answers.incrementAndGet();
                }
                out.write(some, 0, length);
            }
        }
    }

    private static void start(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (IOException ex) {
                        // One of the two has closed its end.
                    } catch (InterruptedException ex) {
                        Thread.currentThread().interrupt();
                    }
                },
                "slow-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {

        void run() throws IOException, InterruptedException;
    }
}

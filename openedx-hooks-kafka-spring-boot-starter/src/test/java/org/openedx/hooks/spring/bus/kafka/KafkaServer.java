/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;

/** A broker with a process of its own, whose data survive it. */
final class KafkaServer implements AutoCloseable {

    private final int port = TestProcess.freePort();

    private final Path folder;

    private final Path settings;

    private TestProcess process;

    /** Makes and starts a broker; more settings replace the usual ones. */
    KafkaServer(Path folder, Map<String, String> moreSettings) {
        this.folder = folder;
        this.settings = folder.resolve("server.properties");
        int controllerPort = TestProcess.freePort();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "PLAINTEXT://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d".formatted(port, controllerPort),
                "log.dirs", folder.resolve("data").toString(),
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0"));
        moreSettings.forEach((name, text) -> properties.put(
                name,
                text.replace("CONTROLLER_PORT", String.valueOf(controllerPort)).replace("PORT", String.valueOf(port))));
        try (Writer out = Files.newBufferedWriter(settings)) {
            properties.store(out, null);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        int status = StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()},
                new PrintStream(OutputStream.nullOutputStream()));
        if (status != 0) {
            throw new IllegalStateException("The folder of the broker could not be made: " + status);
        }
        start();
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void start() {
        process = TestProcess.java(
                folder.resolve("server.log"),
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                settings.toString());
    }

    void awaitStart() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> process.isAlive() && answers(admin));
        }
    }

    TestProcess process() {
        return process;
    }

    @Override
    public void close() {
        process.close();
    }

    private static boolean answers(Admin admin) throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(2000))
                    .clusterId()
                    .get();
            return true;
        } catch (ExecutionException ex) {
            return false;
        }
    }
}

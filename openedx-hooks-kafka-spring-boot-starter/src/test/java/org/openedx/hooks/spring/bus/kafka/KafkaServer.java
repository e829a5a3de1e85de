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
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A broker with a process of its own, whose data survive it. */
final class KafkaServer implements AutoCloseable {

    static final String USER = "me";

    static final String PASSWORD = "secret \"quoted\"";

    private final int port = TestProcess.freePort();

    private final int securePort = TestProcess.freePort();

    private final int portBehindProxy = TestProcess.freePort();

    private final int proxyPort = TestProcess.freePort();

    private final Path settings;

    private @Nullable TestProcess process;

    /** Makes a broker, but does not start it. */
    KafkaServer(Path folder, Certificates certificates) {
        this.settings = folder.resolve("server.properties");
        int controllerPort = TestProcess.freePort();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SLOW:PLAINTEXT,SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "listener.name.sasl_ssl.plain.sasl.jaas.config",
                "%s required user_%s=\"%s\";"
                        .formatted(PlainLoginModule.class.getName(), USER, PASSWORD.replace("\"", "\\\"")),
                "ssl.keystore.type",
                "PKCS12",
                "ssl.keystore.location",
                certificates.store().toString(),
                "ssl.keystore.password",
                Certificates.PASSWORD));
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                listeners(portBehindProxy) + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                listeners(proxyPort),
                "log.dirs",
                folder.resolve("data").toString()));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "group.initial.rebalance.delay.ms", "0",
                "group.min.session.timeout.ms", "1000",
                // So long a broker that was killed is waited for before another one may take its place.
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "500"));
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
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** The same broker, whose answers are late; one at a time. */
    SlowProxy slow(Duration delay) {
        return new SlowProxy(proxyPort, portBehindProxy, delay);
    }

    String secureAddress() {
        return "localhost:" + securePort;
    }

    void start() {
        process = TestProcess.java(
                Path.of("target/kafka.log"),
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                settings.toString());
    }

    void awaitStart() {
        TestProcess started = process();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> started.isAlive() && answers(admin));
        }
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    TestProcess process() {
        return Objects.requireNonNull(process, "not started");
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }

    private String listeners(int slowPort) {
        return "PLAINTEXT://127.0.0.1:%d,SLOW://127.0.0.1:%d,SASL_SSL://127.0.0.1:%d"
                .formatted(port, slowPort, securePort);
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

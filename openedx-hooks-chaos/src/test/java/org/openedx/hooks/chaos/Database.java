/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL that has on its disk what it has committed, and can be killed. */
final class Database implements AutoCloseable {

    private final Path data;

    private final int port;

    private final List<String> command = new ArrayList<>();

    /** Starts it. */
    Database(Path directory, int port) throws IOException {
        this.data = directory.resolve("postgres");
        this.port = port;
        EmbeddedPostgres unused = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setPGStartupWait(Duration.ofMinutes(1))
                .setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
                .setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
                .start();
        ProcessHandle.Info server = postmaster().info();
        if ("root".equals(System.getProperty("user.name"))) { // as which PostgreSQL does not run
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(server.command().orElseThrow());
        command.addAll(List.of(server.arguments().orElseThrow()));
    }

    private ProcessHandle postmaster() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    String url(String application) {
        return "jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres&socketTimeout=10&connectTimeout=5&ApplicationName=%s"
                .formatted(port, application);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("chaos"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("chaos"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    boolean isUp() {
        try {
            execute("SELECT 1");
            return true;
        } catch (SQLException ex) {
            return false;
        }
    }

    /** With what was on its disk. */
    void start() {
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The server and the processes of its connections. */
    void kill() {
        try {
            ProcessHandle postmaster = postmaster();
            List<ProcessHandle> all = new ArrayList<>(postmaster.descendants().toList());
            all.add(0, postmaster);
            all.forEach(ProcessHandle::destroyForcibly);
            for (ProcessHandle process : all) {
                for (int i = 0; i < 300 && process.isAlive(); i++) {
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.host;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.example.badges.BadgesAutoConfiguration;
import org.openedx.hooks.sample.enrollment.EnrollmentApplication;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.BodyContentSpec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The sample service in a process of its own, as its operator starts it: with the plug-in's jar on its class path. */
final class EnrollmentService implements AutoCloseable {

    static final String JAR = "badges-1.0.0.jar";

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private final Process process;

    private final RestTestClient client;

    private EnrollmentService(Process process, int port) {
        this.process = process;
        this.client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    static EnrollmentService start(Path directory, String configuration) throws Exception {
        Path pluginClasses = Path.of(BadgesAutoConfiguration.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path log = directory.resolve("service.log");
        Path operator = Files.writeString(directory.resolve("operator.yml"), configuration);
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                jar(pluginClasses, directory.resolve(JAR)) + File.pathSeparator + classPathOfTheService(pluginClasses),
                EnrollmentApplication.class.getName(),
                "--server.port=0",
                "--spring.config.additional-location=" + operator.toUri());
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            return new EnrollmentService(process, port(process, log));
        } catch (Throwable ex) {
            process.destroy();
            throw ex;
        }
    }

    long register(String username) {
        Map<String, Object> learner = Map.of(
                "username",
                username,
                "name",
                "Somebody",
                "email",
                username + "@home.example",
                "password",
                "correct horse battery",
                "premium",
                false);
        return post("/learners", learner).id();
    }

    /** Returns the mode of the enrollment. */
    String enroll(long learner, String course) {
        return post("/enrollments", Map.of("learner", learner, "course", course, "mode", "audit"))
                .mode();
    }

    BodyContentSpec hook(String type) {
        return get("/actuator/openedxhooks/{type}", type);
    }

    BodyContentSpec get(String uri, Object... variables) {
        return client.get().uri(uri, variables).exchange().expectStatus().isOk().expectBody();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }

    private Created post(String uri, Map<String, Object> body) {
        return Objects.requireNonNull(client.post()
                .uri(uri)
                .body(body)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectBody(Created.class)
                .returnResult()
                .getResponseBody());
    }

    private static int port(Process process, Path log) {
        return await().atMost(60, TimeUnit.SECONDS)
                .until(
                        () -> {
                            String output = Files.readString(log);
                            assertThat(process.isAlive()).as(output).isTrue();
                            Matcher started = PORT.matcher(output);
                            return started.find() ? Integer.parseInt(started.group(1)) : 0;
                        },
                        port -> port > 0);
    }

    private static String classPathOfTheService(Path pluginClasses) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .filter(entry -> !Path.of(entry).equals(pluginClasses))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path classes, Path jar) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Path file : files) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
            }
        }
        return jar;
    }

    private record Created(long id, String mode) {}
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** The commands that the guide for plug-ins gives to operators work on the jars of this build. */
class PluginGuideTests {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private static final Path SERVICE = Repository.ROOT.resolve("samples/enrollment/target/app/enrollment.jar");

    private static final Path PLUGIN = Repository.ROOT.resolve("samples/plugin/target/openedx-hooks-sample-plugin-"
            + Pom.ofModule(".").one("/project/version") + ".jar");

    @Test
    void theServiceAwardsBadgesOnceTheJarLiesBesideIt(@TempDir Path directory) throws Exception {
        assumeThat(SERVICE).as("mvn package").exists();
        assumeThat(PLUGIN).as("mvn package").exists();
        Files.copy(SERVICE, directory.resolve("enrollment.jar"));
        Files.copy(PLUGIN, directory.resolve("badges-1.0.0.jar"));

        List<String> commands = Page.of(Repository.ROOT.resolve("docs/plugin-guide.md"))
                .blocks("console")
                .flatMap(String::lines)
                .filter(line -> line.startsWith("$ java"))
                .map(line -> line.substring(2))
                .toList();
        assertThat(commands).hasSize(3);

        assertThatTheServiceHasThePlugin(commands.get(0), directory);
        assertThat(start(commands.get(1), directory).waitFor()).isZero();
        assertThatTheServiceHasThePlugin(commands.get(2), directory);
    }

    private static void assertThatTheServiceHasThePlugin(String command, Path directory) throws Exception {
        Process service = start(command, directory);
        try {
            Path log = directory.resolve("log");
            await().atMost(ofMinutes(3)).pollInterval(ofMillis(200)).until(() -> !service.isAlive() || port(log) > 0);
            assertThat(port(log)).as(Files.readString(log)).isPositive();
            String hooks = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:" + port(log)
                                                            + "/actuator/openedxhooks/org.openedx.learning.course.enrollment.created.v1"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(hooks).contains("awardBadges#award").contains("badges-1.0.0.jar");
        } finally {
            service.destroy();
            assertThat(service.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private static Process start(String command, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        builder.environment().put("SERVER_PORT", "0");
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (old, java) -> java + ":" + old);
        return builder.start();
    }

    private static int port(Path log) throws IOException {
        Matcher port = PORT.matcher(Files.readString(log));
        return port.find() ? Integer.parseInt(port.group(1)) : 0;
    }
}

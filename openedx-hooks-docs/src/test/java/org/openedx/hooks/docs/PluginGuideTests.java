/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The commands that the guide for plug-ins gives to operators work on the jars of this build. */
class PluginGuideTests {

    private static final Path PLUGIN = Repository.ROOT.resolve("samples/plugin/target/openedx-hooks-sample-plugin-"
            + Pom.ofModule(".").one("/project/version") + ".jar");

    @Test
    void theServiceAwardsBadgesOnceTheJarLiesBesideIt(@TempDir Path directory) throws Exception {
        assumeThat(Service.JAR).as("mvn package").exists();
        assumeThat(PLUGIN).as("mvn package").exists();
        Files.copy(Service.JAR, directory.resolve("enrollment.jar"));
        Files.copy(PLUGIN, directory.resolve("badges-1.0.0.jar"));

        List<String> commands = Command.all().stream()
                .filter(command -> command.page().equals("docs/plugin-guide.md"))
                .filter(command -> command.program().equals("java"))
                .map(Command::text)
                .toList();
        assertThat(commands).hasSize(3);

        assertThatTheServiceHasThePlugin(commands.get(0), directory);
        assertThat(Shell.run(commands.get(1), directory, directory.resolve("extract.log"), List.of())
                        .waitFor())
                .isZero();
        assertThatTheServiceHasThePlugin(commands.get(2), directory);
    }

    private static void assertThatTheServiceHasThePlugin(String command, Path directory) throws Exception {
        try (Service service = Service.start(command, directory, List.of())) {
            URI hook = URI.create("http://127.0.0.1:" + service.port()
                    + "/actuator/openedxhooks/org.openedx.learning.course.enrollment.created.v1");
            String answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(hook).build(), BodyHandlers.ofString())
                    .body();
            assertThat(answer).contains("awardBadges#award").contains("badges-1.0.0.jar");
        }
    }
}

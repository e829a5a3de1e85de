/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** The requests of the documentation, typed to the sample service, bring what the pages show. */
class ServiceTests {

    private static final Pattern ADDRESS = Pattern.compile("(localhost|127\\.0\\.0\\.1):8080");

    @TempDir
    private static Path directory;

    private static Service service;

    @BeforeAll
    static void start() throws Exception {
        assumeThat(Service.JAR).as("mvn package").exists();
        service = Service.start("java -jar " + Service.JAR, directory, variables());
    }

    @AfterAll
    static void stop() throws Exception {
        if (service != null) {
            service.close();
        }
    }

    /** As the page for operators starts it. */
    private static List<String> variables() {
        return Command.all().stream()
                .filter(command -> command.page().equals("docs/operations.md"))
                .filter(command -> command.text().endsWith("spring-boot:run"))
                .flatMap(command -> command.variables().stream())
                .toList();
    }

    /** In the order of the README, which other pages follow. */
    static Stream<Command> requests() {
        return Command.all().stream().filter(command -> command.program().equals("curl"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void aRequestBringsWhatThePageShows(Command request) throws Exception {
        Path output = Files.createTempFile(directory, "answer", "");
        Process curl = Shell.run(
                ADDRESS.matcher(request.text()).replaceAll("127.0.0.1:" + service.port()) + " -sS --max-time 60",
                directory,
                output,
                List.of());
        assertThat(curl.waitFor(2, TimeUnit.MINUTES)).isTrue();
        String answer = Files.readString(output);

        assertThat(curl.exitValue()).as(answer).isZero();
        if (request.output().isBlank()) {
            assertThat(answer).doesNotContain("\"status\":4").doesNotContain("\"status\":5");
        } else {
            // The page starts the service from its classes, this test from its jar.
            String asStartedFromClasses = answer.replace(" from enrollment.jar", "");
            assertThat(asStartedFromClasses.replaceAll("\\s", "")).containsPattern(pattern(request.output()));
        }
    }

    /** Spaces and line breaks do not count, an ellipsis stands for anything. */
    private static Pattern pattern(String output) {
        return Pattern.compile(Pattern.quote(output.replaceAll("\\s", "")).replace("…", "\\E.*?\\Q"), Pattern.DOTALL);
    }
}

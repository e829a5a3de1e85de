/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.sample.enrollment.Client.FREE_COURSE;
import static org.openedx.hooks.sample.enrollment.Client.PREMIUM_COURSE;

/** Processes the sample ahead of time as its build for a native image would, and runs it in a JVM of its own. */
class AheadOfTimeTests {

    @TempDir
    private static Path directory;

    private static ApplicationProcess application;

    private static Client client;

    @BeforeAll
    static void processAndStart() throws Exception {
        Path sources = directory.resolve("sources");
        Path classes = directory.resolve("classes");
        try (var processor = ApplicationProcess.start(
                directory.resolve("processor.log"),
                List.of(),
                List.of(
                        SpringApplicationAotProcessor.class.getName(),
                        EnrollmentApplication.class.getName(),
                        sources.toString(),
                        classes.toString(),
                        classes.toString(),
                        "org.openedx.hooks",
                        "openedx-hooks-sample-enrollment"))) {
            processor.succeeds();
        }
        compile(sources, classes);
        application = ApplicationProcess.start(
                directory.resolve("application.log"),
                List.of(classes),
                List.of("-Dspring.aot.enabled=true", EnrollmentApplication.class.getName(), "--server.port=0"));
        client = new Client(application.port());
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void itRunsWhatWasGenerated() {
        assertThat(application.output()).contains("Starting AOT-processed EnrollmentApplication");
    }

    @Test
    void aFilterHaltsAnEnrollment() {
        client.enroll(client.registered("freda", false), PREMIUM_COURSE)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Leading Small Teams is for premium learners.")
                .jsonPath("$.hook")
                .isEqualTo("org.openedx.learning.course.enrollment.started.v1");
    }

    @Test
    void aReceiverThatFailsBreaksNothingAndIsTimed() {
        long learner = client.registered("finn", false);
        client.post("/demo/failing-receiver?on=true", "").expectStatus().isOk();

        client.enrolled(learner, FREE_COURSE);

        client.get("/actuator/openedxhooks/org.openedx.learning.course.enrollment.created.v1")
                .expectBody()
                .jsonPath("$.receivers[*].name")
                .isEqualTo(List.of("welcomeMail#greet", "flakyPartner#tell", "auditTrail#note", "eventCounter#count"))
                .jsonPath("$.lastFailure.part")
                .isEqualTo("flakyPartner#tell");
        client.get(
                        "/actuator/metrics/openedx.hooks.event.receiver?tag={receiver}&tag={outcome}",
                        "receiver:flakyPartner#tell",
                        "outcome:failure")
                .expectStatus()
                .isOk();
        client.get(
                        "/actuator/metrics/openedx.hooks.event.receiver?tag={receiver}&tag={outcome}",
                        "receiver:auditTrail#note",
                        "outcome:success")
                .expectStatus()
                .isOk();
    }

    @Test
    void theEndpointShowsPipelinesWithTheirOrigins() {
        client.get("/actuator/openedxhooks/org.openedx.learning.certificate.creation.requested.v1")
                .expectBody()
                .jsonPath("$.pipeline[0].name")
                .isEqualTo("passingGrade")
                .jsonPath("$.pipeline[0].origin")
                .value(String.class, origin -> assertThat(origin).contains("application.yml"));
    }

    private static void compile(Path sources, Path classes) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            Stream<String> options = Stream.of(
                    "-nowarn",
                    "-proc:none",
                    "-parameters",
                    "-cp",
                    classes + File.pathSeparator + ApplicationProcess.classPath(),
                    "-d",
                    classes.toString());
            Stream<String> java = files.map(Path::toString).filter(file -> file.endsWith(".java"));
            int result = ToolProvider.getSystemJavaCompiler()
                    .run(null, null, null, Stream.concat(options, java).toArray(String[]::new));
            assertThat(result).isZero();
        }
    }
}

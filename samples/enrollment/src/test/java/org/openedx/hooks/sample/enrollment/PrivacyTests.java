/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.catalog.HookCatalog;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.sample.enrollment.Client.FREE_COURSE;
import static org.openedx.hooks.sample.enrollment.Client.PREMIUM_COURSE;

/** A day of a person whom nobody may recognize in what operators see. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "logging.level.org.openedx.hooks.audit=debug",
            "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.log-level=info",
            "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.secret=MARKER-7f3a-option"
        })
@ExtendWith(OutputCaptureExtension.class)
class PrivacyTests {

    private static final String MARK = "MARKER-7f3a";

    private static final String USERNAME = MARK + "-user";

    private static final String PASSWORD = MARK + "-password";

    @Autowired
    private HookCatalog catalog;

    private Client client;

    @BeforeEach
    void setUp(@LocalServerPort int port) {
        client = new Client(port);
    }

    @AfterAll
    static void auditNoMore() {
        ((Logger) LoggerFactory.getLogger("org.openedx.hooks.audit")).setLevel(null);
    }

    @Test
    void nothingOfThePersonIsInLogsMetersHealthAndEndpoint(CapturedOutput output) {
        liveADay();

        assertThat(output).contains("openedx.hooks.audit", "openedx.hooks.filter.runs", "flakyPartner#tell");
        assertThat(output.getAll()
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains(MARK.toLowerCase(Locale.ROOT))))
                .isEmpty();
        assertUnmarked("/actuator/health", "openEdxHooks");
        assertUnmarked("/actuator/prometheus", "openedx_hooks_event_receiver_seconds_count");
        assertUnmarked("/actuator/openedxhooks", "recent");
        for (HookDefinition hook : catalog.definitions()) {
            assertUnmarked("/actuator/openedxhooks/" + hook.type(), "components");
        }
    }

    private void liveADay() {
        Map<String, Object> form = Map.of(
                "username",
                USERNAME,
                "name",
                MARK + " Person",
                "email",
                MARK + "@home.example",
                "password",
                PASSWORD,
                "premium",
                false);
        client.post("/learners", form).expectStatus().isCreated();
        client.post("/learners", form).expectStatus().isEqualTo(409);
        client.register(USERNAME + "2", MARK + "@throwaway.example", false)
                .expectStatus()
                .isForbidden();
        client.post("/learners", Map.of("username", MARK + " ", "email", MARK, "password", MARK))
                .expectStatus()
                .isBadRequest();
        client.rest()
                .post()
                .uri("/learners")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"username\": \"" + MARK + "\", ")
                .exchange()
                .expectStatus()
                .isBadRequest();
        client.logIn(USERNAME, MARK).expectStatus().isUnauthorized();
        client.logIn(USERNAME, PASSWORD).expectStatus().isOk();

        long learner = client.registered(USERNAME + "3", MARK + "@acme.example", false);
        client.enroll(learner, PREMIUM_COURSE).expectStatus().isForbidden();
        client.enroll(learner, MARK).expectStatus().isBadRequest();
        client.enroll(learner, "course-v1:" + MARK + "+a+b").expectStatus().isNotFound();
        client.post("/demo/failing-receiver?on=true", "").expectStatus().isOk();
        long enrollment = client.enrolled(learner, FREE_COURSE);
        client.post("/demo/failing-receiver?on=false", "").expectStatus().isOk();
        client.certify(enrollment, 0.1).expectStatus().isEqualTo(422);
        client.get("/certificates/{id}", client.certified(enrollment))
                .expectStatus()
                .isOk();
        client.unenroll(enrollment).expectStatus().isEqualTo(409);
    }

    private void assertUnmarked(String path, String expected) {
        String body = Objects.requireNonNull(client.get(path)
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
        assertThat(body).contains(expected).doesNotContainIgnoringCase(MARK);
    }
}

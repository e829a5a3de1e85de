/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import java.io.IOException;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.openedx.hooks.sample.enrollment.Client.FREE_COURSE;
import static org.openedx.hooks.sample.enrollment.Client.PASSWORD;
import static org.openedx.hooks.sample.enrollment.Client.PREMIUM_COURSE;

/** The main flow on a real PostgreSQL, which the test starts on a free port and stops. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ActiveProfiles("postgres")
@DirtiesContext
class PostgresTests {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @DynamicPropertySource
    static void connect(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
        properties.add("spring.datasource.username", () -> "postgres");
    }

    @Test
    void learnerRegistersEnrollsPassesAndLeaves(@LocalServerPort int port) {
        var client = new Client(port);
        long learner = client.registered("paula", "paula@globex.example", false);
        client.register("paula", "paula@home.example", false).expectStatus().isEqualTo(409);
        client.logIn("paula", PASSWORD).expectStatus().isOk();

        long enrollment = client.enrolled(learner, FREE_COURSE);
        client.enroll(learner, FREE_COURSE).expectStatus().isEqualTo(409);
        client.enroll(learner, PREMIUM_COURSE).expectStatus().isForbidden();
        client.unenroll(enrollment).expectStatus().isNoContent();
        client.certify(enrollment, 0.9).expectStatus().isEqualTo(409);
        client.enrolled(learner, FREE_COURSE);

        long certificate = client.certified(enrollment);
        client.certify(enrollment, 0.9).expectStatus().isEqualTo(409);
        client.get("/certificates/{id}", certificate)
                .expectBody()
                .jsonPath("$.context.organization_name")
                .isEqualTo("Globex Corporation");
        client.unenroll(enrollment).expectStatus().isEqualTo(409);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import java.util.Map;
import java.util.Objects;

import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Asks the service what its users ask. */
final class Client {

    static final String FREE_COURSE = "course-v1:OpenedX+DemoX+2026";

    static final String PREMIUM_COURSE = "course-v1:OpenedX+Leadership+2026";

    static final String PASSWORD = "correct horse battery";

    private final RestTestClient rest;

    Client(int port) {
        this.rest = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    RestTestClient rest() {
        return rest;
    }

    ResponseSpec register(String username, String email, boolean premium) {
        return post(
                "/learners",
                Map.of(
                        "username", username,
                        "name", "Somebody",
                        "email", email,
                        "password", PASSWORD,
                        "premium", premium));
    }

    long registered(String username, boolean premium) {
        return registered(username, username + "@home.example", premium);
    }

    long registered(String username, String email, boolean premium) {
        return idOf(register(username, email, premium));
    }

    ResponseSpec logIn(String username, String password) {
        return post("/login", Map.of("username", username, "password", password));
    }

    ResponseSpec enroll(long learner, String course) {
        return post("/enrollments", Map.of("learner", learner, "course", course, "mode", "audit"));
    }

    long enrolled(long learner, String course) {
        return idOf(enroll(learner, course));
    }

    ResponseSpec unenroll(long enrollment) {
        return rest.delete().uri("/enrollments/{id}", enrollment).exchange();
    }

    ResponseSpec certify(long enrollment, double grade) {
        return post("/certificates", Map.of("enrollment", enrollment, "grade", grade));
    }

    long certified(long enrollment) {
        return idOf(certify(enrollment, 0.87));
    }

    ResponseSpec get(String uri, Object... variables) {
        return rest.get().uri(uri, variables).exchange();
    }

    ResponseSpec post(String uri, Object body) {
        return rest.post().uri(uri).body(body).exchange();
    }

    private static long idOf(ResponseSpec response) {
        return Objects.requireNonNull(response.expectStatus()
                        .isCreated()
                        .expectBody(Identified.class)
                        .returnResult()
                        .getResponseBody())
                .id();
    }

    private record Identified(long id) {}
}

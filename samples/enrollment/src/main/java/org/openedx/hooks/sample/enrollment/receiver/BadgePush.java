/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.receiver;

import java.util.Map;

import org.openedx.hooks.learning.data.CertificateData;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.client.RestClient;

/**
 * Pushes a badge to a third party when a learner has earned a certificate: when the row is committed, on another
 * thread, and never for longer than {@code spring.http.clients} allows.
 *
 * <p>Lazy, since the stand-in for the third party has its port only when the server is up.
 */
@Component
@Lazy
class BadgePush {

    private final RestClient badges;

    BadgePush(RestClient.Builder builder, @Value("${sample.badges.url}") String url) {
        this.badges = builder.baseUrl(url).build();
    }

    @Async
    @TransactionalEventListener(fallbackExecution = true)
    void push(CertificateCreated event) {
        CertificateData certificate = event.certificate();
        badges.post()
                .body(Map.of(
                        "learner", certificate.user().id(),
                        "course", certificate.course().courseKey().toString(),
                        "grade", certificate.grade()))
                .retrieve()
                .toBodilessEntity();
    }
}

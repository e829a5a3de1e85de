/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.transaction.event.TransactionalEventListener;

/** How events are sent and received. */
class Events {

    final List<Object> seen = new ArrayList<>();

    static void send(
            OpenEdxEvents events,
            CourseEnrollmentData enrollment,
            Row row,
            OpenEdxEvent event,
            EventMetadata metadata) {
        events.send(new CourseEnrollmentCreated(enrollment)); // it has happened now
        events.send(new CourseEnrollmentCreated(enrollment), row.createdAt()); // it happened then
        events.sendAfterCommit(new CourseEnrollmentCreated(enrollment)); // once this transaction has committed
        events.resend(event, metadata); // it came from elsewhere, with its metadata
    }

    static void sendVersions(OpenEdxEvents events, String invoice, String currency) {
        events.sendVersions(new InvoicePaid(invoice), new InvoicePaidV2(invoice, currency));
    }

    static void carryTheRequestToOtherThreads() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("request"));
    }

    @EventListener
    void greet(CourseEnrollmentCreated event) {
        seen.add(event.enrollment().mode());
    }

    @EventListener // with the metadata
    void audit(OpenEdxApplicationEvent<CourseEnrollmentCreated> event) {
        event.metadata().id();
        seen.add(event.metadata().time());
    }

    @EventListener // every Open edX event
    void count(OpenEdxEvent event) {
        seen.add(event.getClass());
    }

    @Async
    @TransactionalEventListener // on another thread, after the commit
    void push(CertificateCreated event) {
        seen.add(event);
    }

    /**
     * What a database has of an enrollment.
     *
     * @param createdAt when it was made
     */
    record Row(Instant createdAt) {}
}

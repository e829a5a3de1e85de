/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.receiver;

import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Notes who was enrolled when. It takes the envelope, since it wants the event's metadata. */
@Component
class AuditTrail {

    private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

    @EventListener
    @Order(30)
    void note(OpenEdxApplicationEvent<CourseEnrollmentCreated> event) {
        log.info(
                "Learner {} was enrolled at {}, event {}",
                event.getPayload().enrollment().user().id(),
                event.metadata().time(),
                event.metadata().id());
    }
}

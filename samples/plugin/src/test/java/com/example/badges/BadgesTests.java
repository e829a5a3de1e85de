/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.spring.test.OpenEdxHooksTest;
import org.openedx.hooks.spring.test.RecordedHooks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@OpenEdxHooksTest(enable = OpenEdxEvent.class)
class BadgesTests {

    private static final UserData ADA = new UserData(1, true, new UserPersonalData("ada", "ada@example.com", "Ada"));

    private static final CourseData COURSE =
            new CourseData(CourseKey.parse("course-v1:edX+DemoX+2026"), "Demonstration", null, null);

    @Test
    void whoEnrollsIsAwardedABadge(RecordedHooks hooks, @Autowired OpenEdxEvents events) {
        events.send(new CourseEnrollmentCreated(new CourseEnrollmentData(
                ADA, COURSE, "audit", true, OffsetDateTime.parse("2026-09-01T12:00:00Z"), null)));

        assertThat(hooks).ran(BadgeAwardRequested.class).single().completed();
        assertThat(hooks)
                .sent(BadgeAwarded.class)
                .once()
                .matching(event -> event.badge().name().equals("starter"))
                .noFailures();
    }

    @Test
    void theIndexHasBothHooks(@Autowired HookCatalog catalog) {
        assertThat(catalog.definitions())
                .extracting(HookDefinition::hookClass)
                .contains(BadgeAwarded.class, BadgeAwardRequested.class);
    }

    /** Some application that has the jar. */
    @Configuration
    @EnableAutoConfiguration
    static class Host {}
}

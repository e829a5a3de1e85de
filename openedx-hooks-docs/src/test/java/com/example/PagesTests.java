/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.SchemaEvolution;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** The code of the pages does what they say. */
class PagesTests {

    private static final UserData ADA = new UserData(2, true, new UserPersonalData("ada", "ada@acme.example", "Ada"));

    private static final CourseKey COURSE = CourseKey.parse("course-v1:OpenedX+DemoX+2026");

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withUserConfiguration(Application.class);

    @Test
    void stepsChangeWhatIsAboutToHappen() {
        application.run(context -> {
            OpenEdxFilters filters = context.getBean(OpenEdxFilters.class);

            assertThat(Filters.run(filters, ADA, COURSE, "audit")).isEqualTo("verified");
            assertThat(Filters.runAsync(filters, ADA, COURSE, "audit"))
                    .succeedsWithin(Duration.ofMinutes(1))
                    .isEqualTo("verified");
        });
    }

    @Test
    void receiversHearWhatIsSent() {
        Instant then = Instant.parse("2026-01-31T08:30:00Z");
        CourseEnrollmentData enrollment = new CourseEnrollmentData(
                ADA, new CourseData(COURSE, "", null, null), "audit", true, then.atOffset(ZoneOffset.UTC), null);
        application.run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            InvoicePaid paid = new InvoicePaid("2026-1");
            Events.send(
                    events,
                    enrollment,
                    new Events.Row(then),
                    paid,
                    events.send(paid).metadata().orElseThrow());

            assertThat(context.getBean(Events.class).seen).contains("audit", then, CourseEnrollmentCreated.class);
        });
    }

    @Test
    void aStoredSchemaIsComparedWithThatOfToday() throws Exception {
        String stored =
                Files.readString(Path.of("src/test/resources/stored-schemas/com.example.billing.invoice.paid.v1.avsc"));
        String current = EventCodecs.standard().of(InvoicePaid.class).schemaText();
        assertThat(SchemaEvolution.problems(stored, current)).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Events.class, Filters.class})
    static class Application {}
}

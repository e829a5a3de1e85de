/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.host;

import com.example.badges.BadgeAwardRequested;
import com.example.badges.BadgeAwarded;
import com.example.badges.BadgeData;
import com.example.host.HostApplication.Enrollments;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.ReceiverDescription;
import org.openedx.hooks.spring.filter.FilterPipelineDescription;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.test.OpenEdxHooksTest;
import org.openedx.hooks.spring.test.RecordedHooks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@OpenEdxHooksTest(enable = OpenEdxEvent.class)
class PluginTests {

    private static final CourseKey COURSE = CourseKey.parse("course-v1:edX+DemoX+2026");

    private static final HookType ENROLLMENT_STARTED = HookType.of("org.openedx.learning.course.enrollment.started.v1");

    @Autowired
    private Enrollments enrollments;

    @Test
    void itsHooksAndWhatRunsForThemAreKnown(
            @Autowired HookCatalog catalog, @Autowired EventReceivers receivers, @Autowired FilterPipelines pipelines) {
        assertThat(catalog.find("com.example.lms.learning.badge.awarded.v1"))
                .map(HookDefinition::hookClass)
                .hasValue(BadgeAwarded.class);
        assertThat(catalog.find("com.example.lms.learning.badge.award.requested.v1"))
                .map(HookDefinition::hookClass)
                .hasValue(BadgeAwardRequested.class);
        assertThat(receivers.of(OpenEdxPublicSignal.of(CourseEnrollmentCreated.class)))
                .extracting(ReceiverDescription::name)
                .containsExactly("awardBadges#award");
        assertThat(pipelines.find(ENROLLMENT_STARTED).orElseThrow().steps())
                .singleElement()
                .returns("honorBadgeHolders", FilterPipelineDescription.Step::name)
                .satisfies(step -> assertThat(step.origin()).contains("badgesPipeline"));
    }

    @Test
    void itsReceiverItsFilterAndItsEventWork(RecordedHooks hooks) {
        enrollments.enroll(learner(1), COURSE, "audit");

        assertThat(hooks)
                .sentExactly(CourseEnrollmentCreated.class, BadgeAwarded.class)
                .noFailures();
        assertThat(hooks).ran(BadgeAwardRequested.class).single().completed();
        assertThat(hooks)
                .sent(BadgeAwarded.class)
                .once()
                .events()
                .containsExactly(new BadgeAwarded(new BadgeData(learner(1), COURSE, "starter")));
    }

    @Test
    void itsStepIsInTheDefaultPipeline(RecordedHooks hooks) {
        assertThat(enrollments.enroll(learner(2), COURSE, "audit")).isEqualTo("audit");
        assertThat(enrollments.enroll(learner(2), COURSE, "audit")).isEqualTo("honor");

        assertThat(hooks)
                .ran(CourseEnrollmentStarted.class)
                .times(2)
                .noneMatching(filter -> filter.user().id() != 2);
    }

    private static UserData learner(long id) {
        return new UserData(id, true, new UserPersonalData("learner" + id, "learner@example.com", ""));
    }

    @Nested
    @TestPropertySource(
            properties = {
                "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.pipeline[0].step=honorBadgeHolders",
                "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.pipeline[0].mode=masters",
                "open-edx-filters-config.com.example.lms.learning.badge.award.requested.v1.pipeline=goldOnly"
            })
    class ConfiguredByTheOperator {

        @Test
        void pipelinesAndOptionsAreTheirs(RecordedHooks hooks) {
            enrollments.enroll(learner(3), COURSE, "audit");

            assertThat(enrollments.enroll(learner(3), COURSE, "audit")).isEqualTo("masters");
            assertThat(hooks)
                    .sent(BadgeAwarded.class)
                    .matching(event -> event.badge().name().equals("gold"))
                    .times(2);
        }
    }

    @Nested
    @TestPropertySource(
            properties = {
                "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.disabled-steps=honorBadgeHolders"
            })
    class DisabledByTheOperator {

        @Test
        void theStepDoesNotRun(RecordedHooks hooks) {
            enrollments.enroll(learner(4), COURSE, "audit");

            assertThat(enrollments.enroll(learner(4), COURSE, "audit")).isEqualTo("audit");
            assertThat(hooks).ran(CourseEnrollmentStarted.class).times(2);
        }
    }
}

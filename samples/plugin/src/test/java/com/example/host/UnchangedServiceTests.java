/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.host;

import java.nio.file.Path;
import java.util.List;

import com.example.guide.Guide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The sample service knows nothing of the plug-in; its operator adds the jar, and lines of configuration. */
class UnchangedServiceTests {

    private static final String ENROLLMENT_STARTED = "org.openedx.learning.course.enrollment.started.v1";

    private static final String ENROLLMENT_CREATED = "org.openedx.learning.course.enrollment.created.v1";

    private static final String BADGE_AWARDED = "com.example.lms.learning.badge.awarded.v1";

    private static final String BADGE_AWARD_REQUESTED = "com.example.lms.learning.badge.award.requested.v1";

    private static final String FIRST_COURSE = "course-v1:OpenedX+DemoX+2026";

    private static final String SECOND_COURSE = "course-v1:OpenedX+Writing101+2026";

    @TempDir
    private Path directory;

    @Test
    void theJarAloneBringsItsHooksAndItsReceiver() throws Exception {
        try (var service = EnrollmentService.start(directory, "")) {
            long learner = service.register("ada");
            service.enroll(learner, FIRST_COURSE);

            assertThat(service.enroll(learner, SECOND_COURSE)).isEqualTo("audit");
            service.hook(ENROLLMENT_CREATED)
                    .jsonPath("$.receivers[?(@.name == 'awardBadges#award')].origin")
                    .isEqualTo(EnrollmentService.JAR);
            service.hook(BADGE_AWARD_REQUESTED)
                    .jsonPath("$.hookClass")
                    .isEqualTo("com.example.badges.BadgeAwardRequested")
                    .jsonPath("$.runs.count")
                    .isEqualTo(2);
            service.hook(BADGE_AWARDED)
                    .jsonPath("$.receivers[?(@.name == 'honorBadgeHolders#remember')].origin")
                    .isEqualTo(EnrollmentService.JAR)
                    .jsonPath("$.receivers[?(@.name == 'eventCounter#count')]")
                    .exists()
                    .jsonPath("$.runs.count")
                    .isEqualTo(2);
            service.get("/actuator/metrics/sample.events?tag=event:BadgeAwarded")
                    .jsonPath("$.measurements[0].value")
                    .isEqualTo(2.0);
        }
    }

    @Test
    void theOperatorsPipelineTakesTheContributedStepOnlyIfItSaysSo() throws Exception {
        try (var service = EnrollmentService.start(directory, operator(0))) {
            long learner = service.register("ada");
            service.enroll(learner, FIRST_COURSE);

            assertThat(service.enroll(learner, SECOND_COURSE)).isEqualTo("honor");
            service.hook(ENROLLMENT_STARTED)
                    .jsonPath("$.pipeline[*].name")
                    .isEqualTo(List.of("honorBadgeHolders", "premiumCourses"))
                    .jsonPath("$.pipeline[0].origin")
                    .isEqualTo("bean \"badgesPipeline\" of class path resource"
                            + " [com/example/badges/BadgesAutoConfiguration.class]");
        }
    }

    @Test
    void theOperatorGivesTheStepAPlaceAndOptions() throws Exception {
        try (var service = EnrollmentService.start(directory, operator(1))) {
            long learner = service.register("ada");
            service.enroll(learner, FIRST_COURSE);

            assertThat(service.enroll(learner, SECOND_COURSE)).isEqualTo("masters");
            service.hook(ENROLLMENT_STARTED)
                    .jsonPath("$.pipeline[*].name")
                    .isEqualTo(List.of("premiumCourses", "honorBadgeHolders"))
                    .jsonPath("$.pipeline[1].options")
                    .isEqualTo(List.of("mode"));
        }
    }

    @Test
    void theOperatorTakesTheStepOutAndSwitchesTheHooksOff() throws Exception {
        try (var service = EnrollmentService.start(directory, operator(2))) {
            long learner = service.register("ada");
            service.enroll(learner, FIRST_COURSE);

            assertThat(service.enroll(learner, SECOND_COURSE)).isEqualTo("audit");
            service.hook(ENROLLMENT_STARTED)
                    .jsonPath("$.pipeline[?(@.name == 'honorBadgeHolders')].enabled")
                    .isEqualTo(false);
            service.hook(BADGE_AWARDED)
                    .jsonPath("$.enabled")
                    .isEqualTo(false)
                    .jsonPath("$.runs.count")
                    .isEqualTo(0);
        }
    }

    /** What an operator configures in the guide. */
    private static String operator(int block) {
        return Guide.blocks("yaml").get(block);
    }
}

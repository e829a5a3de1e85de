/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.spring.test.OpenEdxHooksTest;
import org.openedx.hooks.spring.test.RecordedHooks;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static com.example.learning.Samples.BLOCKED;
import static com.example.learning.Samples.BOB;
import static com.example.learning.Samples.COURSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest
@OpenEdxHooksTest
class AsyncEnrollmentsTests {

    @Autowired
    OpenEdxFilters filters;

    @Test
    void anAsynchronousRunIsRecordedWithItsStepsWhenItsFutureIsDone(RecordedHooks hooks) throws Exception {
        CourseEnrollmentStarted result = filters.runAsync(new CourseEnrollmentStarted(BOB, COURSE, "audit"))
                .get(20, TimeUnit.SECONDS);

        assertThat(result.mode()).isEqualTo("verified");
        assertThat(hooks)
                .ran(CourseEnrollmentStarted.class)
                .single()
                .completed()
                .ranSteps("requirePaidTrack");
    }

    @Test
    void soIsOneOnTheCallersExecutorThatIsHalted(RecordedHooks hooks) {
        var executor = Executors.newSingleThreadExecutor();
        try {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> filters.runAsync(new CourseEnrollmentStarted(BLOCKED, COURSE, "audit"), executor)
                            .get(20, TimeUnit.SECONDS))
                    .withCauseExactlyInstanceOf(PreventEnrollment.class);
        } finally {
            executor.shutdown();
        }

        assertThat(hooks)
                .ran(CourseEnrollmentStarted.class)
                .single()
                .ranSteps("requirePaidTrack")
                .haltedWith(PreventEnrollment.class);
    }
}

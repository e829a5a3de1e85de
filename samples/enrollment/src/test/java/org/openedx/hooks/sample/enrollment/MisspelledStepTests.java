/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class MisspelledStepTests {

    @Test
    void applicationDoesNotStartAndSaysWhichStepWasMeant(CapturedOutput output) {
        assertThatException()
                .isThrownBy(
                        () -> SpringApplication.run(
                                EnrollmentApplication.class,
                                "--server.port=0",
                                "--open-edx-filters-config[org.openedx.learning.course.enrollment.started.v1].pipeline[0]=premiumCurses"));

        assertThat(output)
                .contains(
                        "APPLICATION FAILED TO START",
                        "premiumCurses",
                        "org.openedx.learning.course.enrollment.started.v1",
                        "premiumCourses");
    }
}

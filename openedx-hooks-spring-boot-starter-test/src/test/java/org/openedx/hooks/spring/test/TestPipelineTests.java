/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.openedx.hooks.spring.test.Samples.ENROLLMENT;

class TestPipelineTests {

    private static final PipelineStep<CourseEnrollmentStarted> HONOR = (filter, context) -> filter.withMode("honor");

    private static final PipelineStep<CourseEnrollmentStarted> STOP = (filter, context) -> null;

    private static final PipelineStep<CourseEnrollmentStarted> FAIL = (filter, context) -> {
        throw new IllegalStateException("boom");
    };

    private static final PipelineStep<CourseEnrollmentStarted> HALT = (filter, context) -> {
        throw new PreventEnrollment("no");
    };

    private final TestPipeline<CourseEnrollmentStarted> pipeline = TestPipeline.of(CourseEnrollmentStarted.class);

    @Test // FLT-2
    void withoutStepsTheResultIsWhatWasGiven() {
        assertThat(pipeline.run(ENROLLMENT)).completed().ranSteps().result().isSameAs(ENROLLMENT);
    }

    @Test // FLT-3, FLT-4
    void stepsRunInTheirOrderAndAreNamedAsBeans() {
        assertThat(pipeline.steps(HONOR, new Anything()).step("last", HONOR).run(ENROLLMENT))
                .completed()
                .ranSteps("lambda1", "anything", "last")
                .hasResult(ENROLLMENT.withMode("honor"));
    }

    @Test // FLT-7
    void aStepMayStopThePipeline() {
        assertThat(pipeline.steps(HONOR, STOP, FAIL).run(ENROLLMENT))
                .stopped()
                .ranSteps("lambda1", "lambda2")
                .hasResult(ENROLLMENT.withMode("honor"));
    }

    @Test // FLT-8
    void aStepMayHaltThePipeline() {
        assertThat(pipeline.steps(HALT, HONOR).run(ENROLLMENT))
                .ranSteps("lambda1")
                .haltedWith(PreventEnrollment.class)
                .withMessage("no")
                .satisfies(exception -> assertThat(exception.step()).isEqualTo("lambda1"));
    }

    @Test // FLT-9
    void aFailureIsSilentUnlessConfiguredOtherwise() {
        assertThat(pipeline.steps(FAIL, HONOR).run(ENROLLMENT)).degraded().hasResult(ENROLLMENT.withMode("honor"));
        assertThat(pipeline.steps(FAIL, HONOR).failSilently(false).run(ENROLLMENT))
                .ranSteps("lambda1")
                .failedWith(IllegalStateException.class)
                .withMessage("boom");
    }

    @Test // FLT-13
    void stepsGetTheOptions() {
        assertThat(pipeline.options(Map.of("mode", "masters"))
                        .steps((filter, context) ->
                                filter.withMode((String) context.options().getOrDefault("mode", "none")))
                        .run(ENROLLMENT))
                .hasResult(ENROLLMENT.withMode("masters"));
    }

    @Test
    void aFailedAssertionTellsWhatHappenedInstead() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() ->
                        assertThat(pipeline.steps(HONOR, FAIL).run(ENROLLMENT)).completed())
                .withMessageContaining("CourseEnrollmentStarted[user=")
                .withMessageContaining("to end as completed, but it ended as degraded")
                .withMessageContaining("lambda1: completed")
                .withMessageContaining("lambda2: failed with java.lang.IllegalStateException: boom")
                .satisfies(error -> {
                    assertThat(error.getMessage()).doesNotContain("Bob Secret");
                    assertThat(error.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
                });
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(pipeline.steps(HALT).run(ENROLLMENT)).result())
                .withMessageContaining("to have a result, but it ended as halted with ");
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(pipeline.steps(HALT).run(ENROLLMENT)).haltedWith(Other.class))
                .withMessageContaining("to throw " + Other.class.getName());
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(
                        () -> assertThat(pipeline.steps(HONOR).run(ENROLLMENT)).ranSteps("another"))
                .withMessageContaining("the steps that ran");
    }

    private static final class Anything implements PipelineStep<OpenEdxFilter> {

        @Override
        public OpenEdxFilter runFilter(OpenEdxFilter filter, FilterContext context) {
            return filter;
        }
    }

    private static final class Other extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        Other() {
            super("other");
        }
    }
}

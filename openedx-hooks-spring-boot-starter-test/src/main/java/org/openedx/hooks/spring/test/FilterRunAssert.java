/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;

/**
 * Assertions on what came of running a filter.
 *
 * @param <F> the filter
 * @since 0.1.0
 */
public final class FilterRunAssert<F extends OpenEdxFilter> extends AbstractAssert<FilterRunAssert<F>, FilterRun<F>> {

    FilterRunAssert(FilterRun<F> actual) {
        super(actual, FilterRunAssert.class);
    }

    /**
     * All steps ran, and none failed or ended the pipeline early.
     *
     * @return this
     */
    public FilterRunAssert<F> completed() {
        return ended(HookOutcome.COMPLETED);
    }

    /**
     * A step ended the pipeline early, and the caller got what there was before it (FLT-7).
     *
     * @return this
     */
    public FilterRunAssert<F> stopped() {
        return ended(HookOutcome.STOPPED);
    }

    /**
     * A step failed silently, and the caller got what the others made (FLT-9).
     *
     * @return this
     */
    public FilterRunAssert<F> degraded() {
        return ended(HookOutcome.DEGRADED);
    }

    /**
     * A step halted the pipeline (FLT-8).
     *
     * @param exception what reached the caller, or a class that it extends
     * @param <T> the exception
     * @return assertions on the exception
     */
    public <T extends OpenEdxFilterException> ThrowableAssertAlternative<T> haltedWith(Class<T> exception) {
        return ended(HookOutcome.HALTED).thrown(exception);
    }

    /**
     * A step failed, and that reached the caller (FLT-9).
     *
     * @param exception what reached the caller, or a class that it extends
     * @param <T> the exception
     * @return assertions on the exception
     */
    public <T extends Throwable> ThrowableAssertAlternative<T> failedWith(Class<T> exception) {
        return ended(HookOutcome.FAILED).thrown(exception);
    }

    /**
     * These steps ran, in this order, and no others.
     *
     * @param names the names of the steps, the one that ended the pipeline included
     * @return this
     */
    public FilterRunAssert<F> ranSteps(String... names) {
        Assertions.assertThat(actual.steps())
                .as("the steps that ran")
                .extracting(FilterRun.Step::name)
                .containsExactly(names);
        return this;
    }

    /**
     * The caller got this.
     *
     * @param expected what is equal to the result
     * @return this
     */
    public FilterRunAssert<F> hasResult(F expected) {
        result().isEqualTo(expected);
        return this;
    }

    /**
     * The caller got a result.
     *
     * @return assertions on the result
     */
    public ObjectAssert<F> result() {
        if (actual.result() == null) {
            throw unexpected("to have a result");
        }
        return Assertions.assertThat(actual.result()).as("the result of the filter");
    }

    private FilterRunAssert<F> ended(HookOutcome expected) {
        if (actual.outcome() != expected) {
            throw unexpected("to end as " + expected.tag());
        }
        return this;
    }

    private <T extends Throwable> ThrowableAssertAlternative<T> thrown(Class<T> exception) {
        if (!exception.isInstance(actual.failure())) {
            throw unexpected("to throw " + exception.getName());
        }
        return new ThrowableAssertAlternative<>(exception.cast(actual.failure()));
    }

    /** With the exceptions of all steps, so that they can be seen where the test fails. */
    private AssertionError unexpected(String expected) {
        AssertionError error = failure(
                "%nExpecting the run of%n  %s%n%s, but it ended as %s. Its steps:%s",
                actual.filter(), expected, outcome(), Lines.of(actual.steps()));
        actual.steps().stream()
                .map(FilterRun.Step::failure)
                .filter(failure -> failure != null)
                .forEach(error::addSuppressed);
        return error;
    }

    private String outcome() {
        return actual.outcome().tag() + (actual.failure() == null ? "" : " with " + actual.failure());
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;

import org.assertj.core.api.AssertProvider;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.Thrown;
import org.openedx.hooks.filter.OpenEdxFilter;

/**
 * What came of running a filter. AssertJ's {@code assertThat} takes it.
 *
 * @param filter what it was run with
 * @param outcome how it ended
 * @param result what its caller got, {@literal null} if that was an exception
 * @param failure what was thrown at its caller, {@literal null} if nothing was
 * @param steps the steps that ran, in their order
 * @param <F> the filter
 * @since 0.1.0
 */
public record FilterRun<F extends OpenEdxFilter>(
        F filter,
        HookOutcome outcome,
        @Nullable F result,
        @Nullable Throwable failure,
        List<Step> steps) implements AssertProvider<FilterRunAssert<F>> {

    /** Copies the steps. */
    public FilterRun {
        steps = List.copyOf(steps);
    }

    /** For AssertJ: call {@code assertThat(run)} instead. */
    @Override
    public FilterRunAssert<F> assertThat() {
        return new FilterRunAssert<>(this);
    }

    /** As the caller of the filter sees it. */
    @Nullable
    F resultOrThrow() {
        if (failure != null) {
            throw Thrown.again(failure);
        }
        return result;
    }

    /**
     * What came of one step.
     *
     * @param name what it is called in the pipeline
     * @param outcome how it ended
     * @param failure what it threw, {@literal null} if nothing
     * @since 0.1.0
     */
    public record Step(
            String name, HookOutcome outcome, @Nullable Throwable failure) {

        /** What came of it, in one line. */
        @Override
        public String toString() {
            return name + ": " + outcome.tag() + (failure == null ? "" : " with " + failure);
        }
    }
}

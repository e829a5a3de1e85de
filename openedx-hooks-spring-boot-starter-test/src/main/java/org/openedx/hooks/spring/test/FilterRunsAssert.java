/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;
import java.util.function.Predicate;

import org.openedx.hooks.filter.OpenEdxFilter;

/**
 * Assertions on the runs of one filter in a test.
 *
 * @param <F> the filter
 * @since 0.1.0
 */
public final class FilterRunsAssert<F extends OpenEdxFilter> extends RecordedAssert<FilterRunsAssert<F>, FilterRun<F>> {

    @SuppressWarnings({"unchecked", "rawtypes"})
    FilterRunsAssert(List<FilterRun<F>> actual, String subject) {
        super(actual, (Class) FilterRunsAssert.class, subject);
    }

    /**
     * At least one was run with data that matches. What follows is about those that were.
     *
     * @param predicate what to look for
     * @return assertions on those that match
     */
    public FilterRunsAssert<F> matching(Predicate<? super F> predicate) {
        return new FilterRunsAssert<>(those(run -> predicate.test(run.filter())), subject())
                .as("%s", descriptionText());
    }

    /**
     * None was run with data that matches.
     *
     * @param predicate what not to find
     * @return this
     */
    public FilterRunsAssert<F> noneMatching(Predicate<? super F> predicate) {
        none(run -> predicate.test(run.filter()));
        return this;
    }

    /**
     * It was run exactly once.
     *
     * @return assertions on what came of it
     */
    public FilterRunAssert<F> single() {
        return once().actual.get(0).assertThat().as("%s", descriptionText());
    }
}

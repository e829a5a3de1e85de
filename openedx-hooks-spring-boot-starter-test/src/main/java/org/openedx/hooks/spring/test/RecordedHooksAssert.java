/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;

import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;

/**
 * Assertions on what was sent and run in a test.
 *
 * @since 0.1.0
 */
public final class RecordedHooksAssert extends AbstractAssert<RecordedHooksAssert, RecordedHooks> {

    RecordedHooksAssert(RecordedHooks actual) {
        super(actual, RecordedHooksAssert.class);
    }

    /**
     * Begins an assertion on the events of a class. It fails if the event is off, since then it cannot be sent.
     *
     * @param eventClass the event, or a type that several have in common
     * @param <E> the event
     * @return assertions on how often and with what it was sent
     */
    @CheckReturnValue
    public <E extends OpenEdxEvent> SentEventsAssert<E> sent(Class<E> eventClass) {
        failIfDisabled(eventClass);
        return new SentEventsAssert<>(actual.sent(eventClass), name(eventClass) + " to be sent")
                .as("%s", descriptionText());
    }

    /**
     * Begins an assertion on the runs of a filter.
     *
     * @param filterClass the filter, or a type that several have in common
     * @param <F> the filter
     * @return assertions on how often it was run and what came of it
     */
    @CheckReturnValue
    public <F extends OpenEdxFilter> FilterRunsAssert<F> ran(Class<F> filterClass) {
        return new FilterRunsAssert<>(actual.ran(filterClass), name(filterClass) + " to be run")
                .as("%s", descriptionText());
    }

    /**
     * These events were sent in this order, maybe with others in between.
     *
     * @param eventClasses the events
     * @return this
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final RecordedHooksAssert sentInOrder(Class<? extends OpenEdxEvent>... eventClasses) {
        List<Class<? extends OpenEdxEvent>> expected = List.of(eventClasses);
        expected.forEach(this::failIfDisabled);
        Assertions.assertThat(sentClasses()).as("the events that were sent").containsSubsequence(expected);
        return this;
    }

    /**
     * These events were sent in this order, and no others.
     *
     * @param eventClasses the events; none if nothing was sent
     * @return this
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final RecordedHooksAssert sentExactly(Class<? extends OpenEdxEvent>... eventClasses) {
        List<Class<? extends OpenEdxEvent>> expected = List.of(eventClasses);
        expected.forEach(this::failIfDisabled);
        Assertions.assertThat(sentClasses()).as("the events that were sent").containsExactlyElementsOf(expected);
        return this;
    }

    /**
     * No receiver failed, of those that ran on the sender's thread, in its transaction or after it.
     *
     * @return this
     */
    public RecordedHooksAssert noFailures() {
        actual.sent(OpenEdxEvent.class)
                .forEach(sent -> ReceiverFailures.of(sent).assertNone());
        return this;
    }

    private List<Class<? extends OpenEdxEvent>> sentClasses() {
        return actual.sent(OpenEdxEvent.class).stream()
                .<Class<? extends OpenEdxEvent>>map(sent -> sent.event().getClass())
                .toList();
    }

    private void failIfDisabled(Class<? extends OpenEdxEvent> eventClass) {
        if (actual.isDisabled(eventClass)) {
            failWithMessage(
                    "%s is off in this test and cannot be sent: it takes @OpenEdxHooksTest(enable = %s.class)",
                    name(eventClass), eventClass.getSimpleName());
        }
    }

    private static String name(Class<?> hookClass) {
        EventHook event = hookClass.getAnnotation(EventHook.class);
        FilterHook filter = hookClass.getAnnotation(FilterHook.class);
        return event != null ? event.type() : filter != null ? filter.type() : hookClass.getSimpleName();
    }
}

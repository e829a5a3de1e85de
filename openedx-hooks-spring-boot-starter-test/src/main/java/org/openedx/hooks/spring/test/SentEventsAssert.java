/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * Assertions on the events of one class that were sent in a test.
 *
 * @param <E> the event
 * @since 0.1.0
 */
public final class SentEventsAssert<E extends OpenEdxEvent> extends RecordedAssert<SentEventsAssert<E>, SentEvent<E>> {

    @SuppressWarnings({"unchecked", "rawtypes"})
    SentEventsAssert(List<SentEvent<E>> actual, String subject) {
        super(actual, (Class) SentEventsAssert.class, subject);
    }

    /**
     * At least one has data that matches. What follows is about those that do.
     *
     * @param predicate what to look for
     * @return assertions on those that match
     */
    public SentEventsAssert<E> matching(Predicate<? super E> predicate) {
        return new SentEventsAssert<>(those(sent -> predicate.test(sent.event())), subject())
                .as("%s", descriptionText());
    }

    /**
     * None has data that matches.
     *
     * @param predicate what not to find
     * @return this
     */
    public SentEventsAssert<E> noneMatching(Predicate<? super E> predicate) {
        none(sent -> predicate.test(sent.event()));
        return this;
    }

    /**
     * Each has metadata that satisfies these assertions, and there is one at least.
     *
     * @param assertions what to check
     * @return this
     */
    public SentEventsAssert<E> withMetadata(Consumer<EventMetadata> assertions) {
        those(sent -> true).forEach(sent -> assertions.accept(sent.metadata()));
        return this;
    }

    /**
     * None of their receivers failed, and there is one at least.
     *
     * @return this
     */
    public SentEventsAssert<E> noFailures() {
        those(sent -> true).forEach(sent -> ReceiverFailures.of(sent).assertNone());
        return this;
    }

    /**
     * The events, for all that AssertJ can do with a list.
     *
     * @return assertions on the events, in the order in which sending began
     */
    public ListAssert<E> events() {
        return Assertions.assertThat(actual.stream().map(SentEvent::event).toList())
                .as("%s", descriptionText());
    }
}

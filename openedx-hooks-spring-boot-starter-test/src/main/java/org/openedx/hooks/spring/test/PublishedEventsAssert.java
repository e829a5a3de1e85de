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
 * Assertions on the events of one class that were published in a test.
 *
 * @param <E> the event
 * @since 0.1.0
 */
public final class PublishedEventsAssert<E extends OpenEdxEvent>
        extends RecordedAssert<PublishedEventsAssert<E>, PublishedEvent<E>> {

    @SuppressWarnings({"unchecked", "rawtypes"})
    PublishedEventsAssert(List<PublishedEvent<E>> actual, String subject) {
        super(actual, (Class) PublishedEventsAssert.class, subject);
    }

    /**
     * At least one went to this topic. What follows is about those that did.
     *
     * @param topic the topic, with its prefix
     * @return assertions on those
     */
    public PublishedEventsAssert<E> to(String topic) {
        return those(published -> published.topic().equals(topic), subject() + " to " + topic);
    }

    /**
     * At least one has this key. What follows is about those that do.
     *
     * @param key the text that orders them
     * @return assertions on those
     */
    public PublishedEventsAssert<E> withKey(String key) {
        return those(published -> key.equals(published.key()), subject() + " with the key " + key);
    }

    /**
     * At least one has data that matches. What follows is about those that do.
     *
     * @param predicate what to look for
     * @return assertions on those
     */
    public PublishedEventsAssert<E> matching(Predicate<? super E> predicate) {
        return those(published -> predicate.test(published.event()), subject());
    }

    /**
     * None has data that matches.
     *
     * @param predicate what not to find
     * @return this
     */
    public PublishedEventsAssert<E> noneMatching(Predicate<? super E> predicate) {
        none(published -> predicate.test(published.event()));
        return this;
    }

    /**
     * Each has metadata that satisfies these assertions, and there is one at least.
     *
     * @param assertions what to check
     * @return this
     */
    public PublishedEventsAssert<E> withMetadata(Consumer<EventMetadata> assertions) {
        those(published -> true).forEach(published -> assertions.accept(published.metadata()));
        return this;
    }

    /**
     * The events, for all that AssertJ can do with a list.
     *
     * @return assertions on the events, in the order in which they were published
     */
    public ListAssert<E> events() {
        return Assertions.assertThat(actual.stream().map(PublishedEvent::event).toList())
                .as("%s", descriptionText());
    }

    private PublishedEventsAssert<E> those(Predicate<PublishedEvent<E>> predicate, String what) {
        return new PublishedEventsAssert<>(those(predicate), what).as("%s", descriptionText());
    }
}

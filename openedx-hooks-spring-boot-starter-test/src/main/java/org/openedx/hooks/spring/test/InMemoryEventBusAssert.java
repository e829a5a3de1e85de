/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;

/**
 * Assertions on what the application has published in a test. What was sent before is waited for.
 *
 * @since 0.1.0
 */
public final class InMemoryEventBusAssert extends AbstractAssert<InMemoryEventBusAssert, InMemoryEventBus> {

    InMemoryEventBusAssert(InMemoryEventBus actual) {
        super(actual, InMemoryEventBusAssert.class);
    }

    /**
     * Begins an assertion on the events of a class.
     *
     * @param eventClass the event
     * @param <E> the event
     * @return assertions on how often, where and with what it was published
     */
    @CheckReturnValue
    public <E extends OpenEdxEvent> PublishedEventsAssert<E> published(Class<E> eventClass) {
        return new PublishedEventsAssert<>(
                        actual.published(eventClass), OpenEdxPublicSignal.of(eventClass) + " to be published")
                .as("%s", descriptionText());
    }
}

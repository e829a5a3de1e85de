/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.List;

import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.ReceiverFailure;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.core.ResolvableType;

/**
 * What travels through Spring's publisher when an Open edX event is sent: the event and its metadata (SND-9). A
 * receiver that wants the metadata takes this as its parameter,
 * {@code OpenEdxApplicationEvent<CourseEnrollmentCreated>}; one that does not takes the event itself.
 *
 * @param <E> the event
 * @since 0.1.0
 */
public abstract class OpenEdxApplicationEvent<E extends OpenEdxEvent> extends PayloadApplicationEvent<E> {

    private static final long serialVersionUID = 1L;

    OpenEdxApplicationEvent(Object source, E event, ResolvableType payloadType) {
        super(source, event, payloadType);
    }

    /** The type of what travels when an event is sent. */
    static ResolvableType typeOf(Class<?> eventClass) {
        return ResolvableType.forClassWithGenerics(OpenEdxApplicationEvent.class, eventClass);
    }

    /**
     * The event's metadata, the same for all receivers.
     *
     * @return never {@literal null}
     */
    public abstract EventMetadata metadata();

    /**
     * Whether the event came from an event bus, and so must not be published there again (BUS-4).
     *
     * @return {@literal false} if this application has sent it first
     */
    public abstract boolean isFromEventBus();

    /**
     * Whether receivers hear the event only once the sender's transaction has committed, since it was given to
     * {@link org.openedx.hooks.event.OpenEdxEvents#sendAfterCommit}.
     *
     * @return {@literal false} also if it was sent at once, for lack of a transaction
     */
    public abstract boolean isSentAfterCommit();

    /**
     * The receivers that have failed so far; those that run after the transaction come later than the sender's result.
     *
     * @return an immutable list
     */
    public abstract List<ReceiverFailure> failures();
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.Set;

import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.SendResult;

/**
 * Gives events that came from elsewhere to the receivers of this application. Thread-safe.
 *
 * <p>Receivers are isolated from each other (SND-4) whatever {@code openedx.hooks.events.robust} says, so that the
 * result names all that failed, and those alone can be tried again. A receiver's name, {@code bean#method}, belongs to
 * one method; methods of one name are told apart by what they take, as in {@code bean#method(CourseEnrollmentCreated)}.
 *
 * @since 0.1.0
 */
public interface EventDelivery {

    /**
     * Delivers an event to all its receivers.
     *
     * @param event what happened
     * @param metadata the metadata that it came with
     * @return the receivers that failed; {@link SendResult#notSent()} if the event is switched off
     * @throws org.openedx.hooks.HookRecursionException if too many sends are inside each other on this thread
     */
    SendResult deliver(OpenEdxEvent event, EventMetadata metadata);

    /**
     * Delivers an event once more, to some of its receivers. Listeners that are not receivers of Open edX events, such
     * as {@code ApplicationListener} beans, and outlets do not get it again: they have no name of their own.
     *
     * @param event what happened
     * @param metadata the metadata that it came with
     * @param onlyReceivers names as in the {@linkplain SendResult#failures() failures} of an earlier delivery; those
     *     that no receiver has are passed over
     * @return the receivers that failed; {@link SendResult#notSent()} if the event is switched off
     * @throws org.openedx.hooks.HookRecursionException if too many sends are inside each other on this thread
     */
    SendResult deliver(OpenEdxEvent event, EventMetadata metadata, Set<String> onlyReceivers);

    /**
     * Whether anybody in this application listens to an event: in particular, or to every Open edX event.
     *
     * @param type which event
     * @return {@literal false} if nobody does, or the application does not know the event; whether it is switched off
     *     makes no difference
     */
    boolean isAwaited(HookType type);

    /**
     * The metadata that an event gets if it is sent now: what stands in for metadata that did not come along (META-1).
     *
     * @param type which event, known or not
     * @return metadata with an identifier of its own
     */
    EventMetadata metadata(HookType type);
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.openedx.hooks.HookType;

/**
 * Sends events to the receivers in this application. Thread-safe.
 *
 * <p>Receivers run one after the other, in their order, in the thread that sends (SND-7), unless they say otherwise.
 * None of them can break the sender: what a receiver throws is logged, counted and put into the {@link SendResult}
 * (SND-4), unless the application is configured to let the first failure through (SND-5). A {@link VirtualMachineError}
 * always gets through.
 *
 * <p>A receiver may send events, whose receivers may send events. Where that does not end, the send that goes too deep
 * throws a {@link org.openedx.hooks.HookRecursionException}, which is the failure of the receiver that sent.
 *
 * @since 0.1.0
 */
public interface OpenEdxEvents {

    /**
     * Sends an event that has happened now.
     *
     * @param event must not be {@literal null}
     * @return what came of it, never {@literal null}
     * @throws org.openedx.hooks.InvalidHookException if the event's class breaks a rule
     */
    SendResult send(OpenEdxEvent event);

    /**
     * Sends an event that happened at a known time, such as a row's creation (META-9).
     *
     * @param event must not be {@literal null}
     * @param time when it happened, must not be {@literal null}
     * @return what came of it, never {@literal null}
     */
    SendResult send(OpenEdxEvent event, Instant time);

    /**
     * Sends one fact in several major versions of its event, so that receivers of the old and of the new one hear of it
     * while they change over (VER-4). All have the time of this call, to the microsecond.
     *
     * @param first must not be {@literal null}
     * @param others the same fact in other versions, must not be {@literal null}
     * @return what came of each, in the given order; immutable
     * @throws IllegalArgumentException if the types differ in more than the version, or a version is there twice;
     *     nothing has been sent then
     */
    default List<SendResult> sendVersions(OpenEdxEvent first, OpenEdxEvent... others) {
        return sendVersions(Instant.now(), first, others);
    }

    /**
     * Sends one fact that happened at a known time in several major versions of its event (VER-4, META-9).
     *
     * @param time when it happened, must not be {@literal null}
     * @param first must not be {@literal null}
     * @param others the same fact in other versions, must not be {@literal null}
     * @return what came of each, in the given order; immutable
     * @throws IllegalArgumentException if the types differ in more than the version, or a version is there twice;
     *     nothing has been sent then
     */
    default List<SendResult> sendVersions(Instant time, OpenEdxEvent first, OpenEdxEvent... others) {
        Objects.requireNonNull(time, "time");
        List<OpenEdxEvent> events = new ArrayList<>(List.of(others));
        events.add(0, Objects.requireNonNull(first, "first"));
        List<HookType> types = new ArrayList<>();
        for (OpenEdxEvent event : events) {
            HookType type = OpenEdxPublicSignal.of(event.getClass()).type();
            for (HookType earlier : types) {
                if (!type.isVersionOf(earlier)) {
                    throw new IllegalArgumentException(
                            "%s and %s are not versions of one event (VER-4)".formatted(earlier, type));
                }
                if (type.majorVersion() == earlier.majorVersion()) {
                    throw new IllegalArgumentException(
                            "%s and %s are the same major version of one event (VER-4)".formatted(earlier, type));
                }
            }
            types.add(type);
        }
        return events.stream().map(event -> send(event, time)).toList();
    }

    /**
     * Sends an event when the running transaction has committed, and not at all if it rolls back; at once if there is
     * no transaction (DSN-15). The event's time is that of this call.
     *
     * @param event must not be {@literal null}
     */
    void sendAfterCommit(OpenEdxEvent event);

    /**
     * Sends an event that came from elsewhere, such as an event bus, with the metadata that it had there (META-13).
     *
     * @param event must not be {@literal null}
     * @param metadata the producer's, must not be {@literal null}
     * @return what came of it, never {@literal null}
     */
    SendResult resend(OpenEdxEvent event, EventMetadata metadata);
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * What came of sending an event: its metadata, and the receivers that failed (SND-6). Receivers that run later, on
 * another thread or after the transaction, are not part of it; their failures are logged and counted. Thread-safe.
 *
 * @since 0.1.0
 */
public final class SendResult {

    private static final SendResult NOT_SENT = new SendResult(null, List.of());

    private final @Nullable Supplier<EventMetadata> metadata;

    private final List<ReceiverFailure> failures;

    private SendResult(@Nullable Supplier<EventMetadata> metadata, List<ReceiverFailure> failures) {
        this.metadata = metadata;
        this.failures = failures;
    }

    /**
     * The result of sending an event that is switched off (SND-3).
     *
     * @return always the same object
     */
    public static SendResult notSent() {
        return NOT_SENT;
    }

    /**
     * The result of a send.
     *
     * @param metadata gives the metadata that the receivers saw, or would have seen; asked only when needed
     * @param failures the failures in order; empty if there are none
     * @return the result
     */
    public static SendResult of(Supplier<EventMetadata> metadata, List<ReceiverFailure> failures) {
        return new SendResult(metadata, failures.isEmpty() ? List.of() : List.copyOf(failures));
    }

    /**
     * The metadata of the sent event.
     *
     * @return empty if the event is switched off
     */
    public Optional<EventMetadata> metadata() {
        return metadata == null ? Optional.empty() : Optional.of(metadata.get());
    }

    /**
     * The receivers that failed, in the order in which they ran.
     *
     * @return an immutable list, empty when all went well
     */
    public List<ReceiverFailure> failures() {
        return failures;
    }

    /** Says which event it was and which receivers failed, without anybody's data. */
    @Override
    public String toString() {
        return metadata()
                .map(sent -> "SendResult[%s, id=%s, failures=%s]".formatted(sent.type(), sent.id(), failures))
                .orElse("SendResult[not sent]");
    }
}

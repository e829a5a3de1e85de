/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.stream.Stream;

import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.event.ReceiverFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a receiver's exception (SND-4, SND-6). */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private Failures() {}

    /** One line with hook type, receiver and stack trace, and an entry in the sender's result. */
    static void report(OpenEdxApplicationEvent<?> envelope, String receiver, Throwable failure) {
        log(envelope.channel().signal(), receiver, failure);
        envelope.addFailure(new ReceiverFailure(receiver, failure));
    }

    /** The line alone, of a receiver for which the sender does not wait. */
    static void log(OpenEdxPublicSignal<?> signal, String receiver, Throwable failure) {
        log.error("Receiver {} of {} failed", receiver, signal, failure);
    }

    /**
     * Whether Spring Modulith could not store what its listeners are to get. It does so while the event is published,
     * and the sender's transaction must not commit without it: this is no failure of a receiver.
     */
    static boolean isOfStoring(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith("org.springframework.modulith.events.")
                        && frame.getMethodName().equals("store"));
    }

    /** Spring wraps what a receiver's signature declares. */
    static Throwable unwrap(Throwable thrown) {
        return thrown instanceof UndeclaredThrowableException wrapper && wrapper.getUndeclaredThrowable() != null
                ? wrapper.getUndeclaredThrowable()
                : thrown;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <T extends Throwable> T unchanged(Throwable thrown) throws T {
        throw (T) thrown;
    }
}

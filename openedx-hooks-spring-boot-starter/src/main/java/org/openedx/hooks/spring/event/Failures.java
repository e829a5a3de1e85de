/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What receivers' exceptions are (SND-4, SND-6). */
final class Failures {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private Failures() {}

    /** One line with hook type, receiver and stack trace. */
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

    /** Spring wraps what a receiver's signature declares, and futures what failed them. */
    @SuppressWarnings("NullAway") // of null and only of null comes null
    static @Nullable Throwable unwrap(@Nullable Throwable thrown) {
        Throwable unwrapped = thrown;
        while ((unwrapped instanceof UndeclaredThrowableException
                        || unwrapped instanceof CompletionException
                        || unwrapped instanceof ExecutionException)
                && unwrapped.getCause() != null) {
            unwrapped = unwrapped.getCause();
        }
        return unwrapped;
    }

    /** Why a future failed, {@literal null} if it did not; waits for it. */
    static @Nullable Throwable of(Future<?> future) {
        try {
            future.get();
            return null;
        } catch (ExecutionException | CancellationException ex) {
            return unwrap(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return ex;
        }
    }
}

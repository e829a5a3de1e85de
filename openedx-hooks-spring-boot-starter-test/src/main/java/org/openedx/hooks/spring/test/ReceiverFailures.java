/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;
import java.util.stream.Collectors;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.openedx.hooks.event.ReceiverFailure;

/** Assertions on the receivers of one event that failed. */
record ReceiverFailures(String event, List<ReceiverFailure> failures) {

    static ReceiverFailures of(SentEvent<?> sent) {
        return new ReceiverFailures(sent.metadata().type().value(), sent.failures());
    }

    void assertNone() {
        if (!failures.isEmpty()) {
            throw failed("Expecting no receiver of %s to fail, but %s did.".formatted(event, names()));
        }
    }

    ThrowableAssertAlternative<Throwable> assertFailed(String receiver) {
        return failures.stream()
                .filter(failure -> failure.receiver().equals(receiver))
                .findFirst()
                .map(failure -> new ThrowableAssertAlternative<>(failure.exception()))
                .orElseThrow(() -> failed("Expecting receiver %s of %s to fail, but %s did."
                        .formatted(receiver, event, failures.isEmpty() ? "none" : names())));
    }

    /** With the exceptions, so that they can be seen where the test fails. */
    private AssertionError failed(String message) {
        AssertionError error = new AssertionError(message);
        failures.forEach(failure -> error.addSuppressed(failure.exception()));
        return error;
    }

    private String names() {
        return failures.stream()
                .map(failure -> "%s (%s)".formatted(failure.receiver(), failure.exception()))
                .collect(Collectors.joining(", "));
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what the outbox lacks, and how it gets there. */
final class UnusableOutboxFailureAnalyzer extends AbstractFailureAnalyzer<UnusableOutboxException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableOutboxException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}

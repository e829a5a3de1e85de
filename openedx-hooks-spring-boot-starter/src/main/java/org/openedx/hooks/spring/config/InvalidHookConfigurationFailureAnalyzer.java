/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says where each wrong piece of configuration stands, and what would be right. */
final class InvalidHookConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<InvalidHookConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidHookConfigurationException cause) {
        return new FailureAnalysis(cause.report(), cause.action(), cause);
    }
}

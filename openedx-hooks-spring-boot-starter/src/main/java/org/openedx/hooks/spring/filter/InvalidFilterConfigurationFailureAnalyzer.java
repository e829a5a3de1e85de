/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says where each wrong pipeline stands, and what would be right. */
final class InvalidFilterConfigurationFailureAnalyzer
        extends AbstractFailureAnalyzer<InvalidFilterConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidFilterConfigurationException cause) {
        return new FailureAnalysis(
                cause.report(),
                "Correct the configuration. To start without what is wrong, and skip it as Open edX does, set"
                        + " openedx.hooks.filters.validation=lenient.",
                cause);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

/**
 * What happens if a pipeline is configured wrongly.
 *
 * @since 0.1.0
 */
public enum FilterValidation {

    /** The application does not start, and says everything that is wrong. */
    STRICT,

    /**
     * The application starts as Open edX does (FCF-3, FCF-6): what is wrong is logged and skipped, unless its pipeline
     * must not fail silently; then every run of the filter fails.
     */
    LENIENT
}

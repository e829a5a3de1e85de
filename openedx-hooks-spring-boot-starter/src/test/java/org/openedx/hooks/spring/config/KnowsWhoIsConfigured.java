/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import org.openedx.hooks.spring.event.KnowsFilters;

/** What reading the configuration must not know. */
class KnowsWhoIsConfigured {

    KnowsFilters events(KnowsFilters events) {
        return events;
    }
}

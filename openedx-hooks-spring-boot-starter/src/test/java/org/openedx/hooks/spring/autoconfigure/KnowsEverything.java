/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import org.openedx.hooks.spring.event.KnowsFilters;

/** What shared wiring must not know. */
class KnowsEverything {

    KnowsFilters events(KnowsFilters events) {
        return events;
    }
}

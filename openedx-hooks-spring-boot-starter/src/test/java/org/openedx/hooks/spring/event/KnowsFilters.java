/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import org.openedx.hooks.spring.filter.KnowsEvents;

/** What events must not know: filters. Its name is known to another class of its package, which it knows. */
public class KnowsFilters {

    KnowsEvents filters(KnowsEvents filters) {
        return filters;
    }

    KnowsWhoKnowsIt other(KnowsWhoKnowsIt other) {
        return other;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksProperties;
import org.openedx.hooks.spring.event.KnowsFilters;

/** What filters must not know: events, and shared wiring outside of their own. */
public class KnowsEvents {

    KnowsFilters events(KnowsFilters events) {
        return events;
    }

    OpenEdxHooksProperties wiring(OpenEdxHooksProperties wiring) {
        return wiring;
    }
}

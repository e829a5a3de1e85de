/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

/** Half of a cycle of classes. */
class KnowsWhoKnowsIt {

    KnowsFilters other(KnowsFilters other) {
        return other;
    }
}

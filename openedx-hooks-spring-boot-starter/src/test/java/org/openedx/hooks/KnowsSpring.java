/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import org.springframework.context.ApplicationContext;

/** What a class of the core must not know. */
class KnowsSpring {

    ApplicationContext spring(ApplicationContext context) {
        return context;
    }
}

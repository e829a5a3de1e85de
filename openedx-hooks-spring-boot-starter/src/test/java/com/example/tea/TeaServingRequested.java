/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.tea;

import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;

@FilterHook(type = "com.example.house.learning.tea.serving.requested.v1")
record TeaServingRequested(String tea) implements OpenEdxFilter {

    static final class PreventServing extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        PreventServing(String message) {
            super(message);
        }
    }
}

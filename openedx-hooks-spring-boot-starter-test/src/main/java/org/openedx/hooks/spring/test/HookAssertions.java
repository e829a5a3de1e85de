/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import org.openedx.hooks.event.SendResult;

/**
 * Where assertions begin on what AssertJ's own {@code assertThat} does not know.
 *
 * @since 0.1.0
 */
public final class HookAssertions {

    private HookAssertions() {}

    /**
     * Begins an assertion on what came of sending an event.
     *
     * @param actual the result
     * @return the assertions
     */
    public static SendResultAssert assertThat(SendResult actual) {
        return new SendResultAssert(actual);
    }
}

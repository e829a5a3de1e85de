/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

/**
 * The two kinds of hooks of OEP-50 (PUR-2).
 *
 * @since 0.1.0
 */
public enum HookKind {

    /** Tells receivers that something has happened; nothing comes back. */
    EVENT,

    /** Lets an ordered pipeline of steps change or stop what is about to happen. */
    FILTER
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

/** Where the tables go. */
final class Report {

    private Report() {}

    @SuppressWarnings("SystemOut") // a program for the console
    static void print(CharSequence table) {
        System.out.println(table);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.tea;

/** What a step needs. */
record Kettle(String state) {

    @Override
    public String toString() {
        return state;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * The event of this test: numbers rise for each key.
 *
 * @param key events of one key keep their order
 * @param number the number
 */
@EventHook(type = "com.example.chaos.number.drawn.v1", keyField = "key", description = "A number was drawn.")
public record NumberDrawn(String key, long number) implements OpenEdxEvent {

    /** Whether the receiver fails whenever it gets it: some do, and become dead letters. */
    boolean isUnwelcome() {
        return Math.floorMod(hashCode(), 300) == 0;
    }

    @Override
    public String toString() {
        return key + " " + number;
    }

    /** As {@link #toString()} has written it. */
    static NumberDrawn of(String text) {
        int blank = text.indexOf(' ');
        return new NumberDrawn(text.substring(0, blank), Long.parseLong(text.substring(blank + 1)));
    }
}

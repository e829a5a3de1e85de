/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

@EventHook(type = "com.example.learning.coffee_break.started.v1")
record CoffeeBreakStarted(Break coffeeBreak) implements OpenEdxEvent {

    record Break(String room) {}
}

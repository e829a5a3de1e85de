/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.tea;

import java.util.List;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/** An event of the application's own, which nobody but the application can see. */
@EventHook(type = "com.example.house.learning.tea.served.v1")
record TeaServed(List<Cup> cups) implements OpenEdxEvent {

    record Cup(String tea, int sugar) {}
}

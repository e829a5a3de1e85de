/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.coffee;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/** An event that is in no index and in no application's packages. */
@EventHook(type = "com.example.learning.coffee.break.ended.v1")
public record CoffeeBreakEnded(String room) implements OpenEdxEvent {}

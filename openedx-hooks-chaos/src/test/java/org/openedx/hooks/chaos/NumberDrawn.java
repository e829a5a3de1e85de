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
public record NumberDrawn(String key, long number) implements OpenEdxEvent {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The event bus for operators: endpoint and health. */
@NullMarked
package org.openedx.hooks.spring.bus.actuate;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The event bus: which events leave the application and which come in, whatever broker carries them. */
@NullMarked
package org.openedx.hooks.spring.bus;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The event bus on Redis streams. */
@NullMarked
package org.openedx.hooks.spring.bus.redis;

import org.jspecify.annotations.NullMarked;

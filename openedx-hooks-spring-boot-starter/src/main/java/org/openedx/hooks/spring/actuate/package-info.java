/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Actuator: the endpoint of all hooks, and their health. */
@NullMarked
package org.openedx.hooks.spring.actuate;

import org.jspecify.annotations.NullMarked;

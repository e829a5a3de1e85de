/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The hooks console: a page below the actuator endpoint of all hooks that shows and changes them. */
@NullMarked
package org.openedx.hooks.spring.console;

import org.jspecify.annotations.NullMarked;

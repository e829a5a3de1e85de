/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Starts the two applications of this sample, each in a process of its own. */
@NullMarked
package org.openedx.hooks.sample.bus;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** An application of three modules that know each other by events only. */
@NullMarked
package org.openedx.hooks.sample.modulith;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Opaque keys: the names of courses and their parts. */
@NullMarked
package org.openedx.hooks.key;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What events and filters share: types, definitions and their deprecation. */
@NullMarked
package org.openedx.hooks;

import org.jspecify.annotations.NullMarked;

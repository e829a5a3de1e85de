/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The data that learning events and filters carry. */
@NullMarked
package org.openedx.hooks.learning.data;

import org.jspecify.annotations.NullMarked;

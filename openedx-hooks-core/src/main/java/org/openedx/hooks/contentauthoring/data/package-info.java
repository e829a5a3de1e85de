/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The data that content authoring events carry. */
@NullMarked
package org.openedx.hooks.contentauthoring.data;

import org.jspecify.annotations.NullMarked;

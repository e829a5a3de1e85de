/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Counts learners. */
@NullMarked
package org.openedx.hooks.sample.modulith.statistics;

import org.jspecify.annotations.NullMarked;

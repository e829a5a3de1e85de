/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the hooks cost, beside their peers. */
@NullMarked
package org.openedx.hooks.benchmarks;

import org.jspecify.annotations.NullMarked;

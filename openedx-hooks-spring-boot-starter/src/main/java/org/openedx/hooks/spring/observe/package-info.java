/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Insight: the meters of hooks, and what ran last. */
@NullMarked
package org.openedx.hooks.spring.observe;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Filters of the learning subdomain: what learners are about to do. */
@NullMarked
package org.openedx.hooks.learning.filter;

import org.jspecify.annotations.NullMarked;

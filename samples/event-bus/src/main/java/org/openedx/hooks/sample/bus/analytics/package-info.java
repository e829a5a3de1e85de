/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** An analytics service, which hears of it there. */
@NullMarked
package org.openedx.hooks.sample.bus.analytics;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Events of the analytics subdomain: what was recorded about the use of the platform. */
@NullMarked
package org.openedx.hooks.analytics.event;

import org.jspecify.annotations.NullMarked;

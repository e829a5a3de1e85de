/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** A learning platform, which says on the event bus that learners enroll. */
@NullMarked
package org.openedx.hooks.sample.bus.platform;

import org.jspecify.annotations.NullMarked;

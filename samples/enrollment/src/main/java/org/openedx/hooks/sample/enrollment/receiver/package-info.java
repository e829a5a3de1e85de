/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Event receivers: what happens after the service's own work. */
@NullMarked
package org.openedx.hooks.sample.enrollment.receiver;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Pipeline steps: what operators put in front of the service's own work. */
@NullMarked
package org.openedx.hooks.sample.enrollment.step;

import org.jspecify.annotations.NullMarked;

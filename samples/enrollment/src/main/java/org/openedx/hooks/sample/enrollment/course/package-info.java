/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Courses, and who is enrolled in them. */
@NullMarked
package org.openedx.hooks.sample.enrollment.course;

import org.jspecify.annotations.NullMarked;

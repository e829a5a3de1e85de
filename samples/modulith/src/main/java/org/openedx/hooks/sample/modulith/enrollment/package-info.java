/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Enrolls learners, and says so. */
@NullMarked
package org.openedx.hooks.sample.modulith.enrollment;

import org.jspecify.annotations.NullMarked;

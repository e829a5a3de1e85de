/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** A small learning service: learners register, enroll and earn certificates, and hooks let others join in. */
@NullMarked
package org.openedx.hooks.sample.enrollment;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Learners: who they are, how they register and log in. */
@NullMarked
package org.openedx.hooks.sample.enrollment.learner;

import org.jspecify.annotations.NullMarked;

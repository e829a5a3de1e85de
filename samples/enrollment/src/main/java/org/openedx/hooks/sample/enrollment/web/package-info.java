/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What all controllers share. */
@NullMarked
package org.openedx.hooks.sample.enrollment.web;

import org.jspecify.annotations.NullMarked;

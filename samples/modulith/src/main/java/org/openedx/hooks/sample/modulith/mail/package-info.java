/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Writes to learners. */
@NullMarked
package org.openedx.hooks.sample.modulith.mail;

import org.jspecify.annotations.NullMarked;

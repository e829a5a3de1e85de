/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Holds the pages of the documentation, and what a release publishes, to what they say. */
@NullMarked
package org.openedx.hooks.docs;

import org.jspecify.annotations.NullMarked;

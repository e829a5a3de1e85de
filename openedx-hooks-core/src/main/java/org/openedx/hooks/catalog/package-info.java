/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** All hooks that an application knows, its own and those of its libraries. */
@NullMarked
package org.openedx.hooks.catalog;

import org.jspecify.annotations.NullMarked;

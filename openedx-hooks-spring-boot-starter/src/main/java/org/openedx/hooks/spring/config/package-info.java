/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** How hooks are configured. */
@NullMarked
package org.openedx.hooks.spring.config;

import org.jspecify.annotations.NullMarked;

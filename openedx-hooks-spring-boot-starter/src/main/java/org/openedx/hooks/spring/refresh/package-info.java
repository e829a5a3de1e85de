/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Hooks that follow the environment while the application runs. */
@NullMarked
package org.openedx.hooks.spring.refresh;

import org.jspecify.annotations.NullMarked;

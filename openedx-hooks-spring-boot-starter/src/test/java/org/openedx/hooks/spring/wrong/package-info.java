/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Wrong on purpose: what the rules of the architecture must find. */
@NullMarked
package org.openedx.hooks.spring.wrong;

import org.jspecify.annotations.NullMarked;

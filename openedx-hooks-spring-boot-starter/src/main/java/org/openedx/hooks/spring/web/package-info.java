/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Filter exceptions as HTTP answers. */
@NullMarked
package org.openedx.hooks.spring.web;

import org.jspecify.annotations.NullMarked;

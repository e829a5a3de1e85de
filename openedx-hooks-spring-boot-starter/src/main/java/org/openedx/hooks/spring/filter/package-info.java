/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Filters: the operator's pipelines, their steps, and what runs them. */
@NullMarked
package org.openedx.hooks.spring.filter;

import org.jspecify.annotations.NullMarked;

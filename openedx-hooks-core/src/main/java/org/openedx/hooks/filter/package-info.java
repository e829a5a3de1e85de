/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Filters let steps change or stop what is about to happen: their definition, the pipeline engine and its exceptions.
 */
@NullMarked
package org.openedx.hooks.filter;

import org.jspecify.annotations.NullMarked;

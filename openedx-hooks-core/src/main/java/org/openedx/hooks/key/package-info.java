/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The opaque keys by which events name courses, libraries and what is in them (PAY-4).
 *
 * @serial exclude
 */
@NullMarked
package org.openedx.hooks.key;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Events tell receivers what has happened: their definition, metadata and the sender. */
@NullMarked
package org.openedx.hooks.event;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Only wiring: auto-configurations, properties and failure analyzers. */
@NullMarked
package org.openedx.hooks.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the event bus and the outbox cost, beside bare clients and their peers. */
@NullMarked
package org.openedx.hooks.benchmarks.bus;

import org.jspecify.annotations.NullMarked;

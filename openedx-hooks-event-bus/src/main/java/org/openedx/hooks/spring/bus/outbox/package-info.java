/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The outbox: events are stored in the sender's transaction and relayed to the broker after its commit (OUT-1 to
 * OUT-3).
 */
@NullMarked
package org.openedx.hooks.spring.bus.outbox;

import org.jspecify.annotations.NullMarked;

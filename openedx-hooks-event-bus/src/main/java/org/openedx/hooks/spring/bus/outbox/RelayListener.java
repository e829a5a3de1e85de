/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;

/** Is told of each event that a relay has tried to publish. */
@FunctionalInterface
interface RelayListener {

    void published(EventMessage message, CompletableFuture<Receipt> receipt, long nanos, @Nullable Throwable failure);
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import org.jspecify.annotations.Nullable;

/**
 * Who receives an event, and how (PUR-6).
 *
 * @param name what it is called in meters and logs: {@code bean#method}, or the class of a listener that is no method
 * @param bean the bean's name, {@literal null} if only its class is known
 * @param method the method's name, {@literal null} for a listener that is no method
 * @param order its place among the receivers, smaller runs earlier
 * @param async whether it runs on another thread
 * @param transactionPhase when in the sender's transaction it runs, {@literal null} for at once
 * @param condition the expression that decides whether it runs, {@literal null} for always
 * @param isolated whether its failure leaves the receivers after it alone (SND-4)
 * @param origin the jar or folder that its class comes from, {@literal null} if unknown
 * @since 0.1.0
 */
public record ReceiverDescription(
        String name,
        @Nullable String bean,
        @Nullable String method,
        int order,
        boolean async,
        @Nullable String transactionPhase,
        @Nullable String condition,
        boolean isolated,
        @Nullable String origin) {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Settings that Open edX has once for each broker, such as {@code EVENT_BUS_REDIS_CONSUMERS_ENABLED}. What is
 * {@literal null} is as the settings under {@code event-bus} say.
 *
 * @param consumersEnabled whether consumers start at all (ERR-8)
 * @param consumerPollFailureSleep how long a consumer rests when it could not read (ERR-7)
 * @param consumerConsecutiveErrorsLimit after how many errors in a row a consumer stops, at least 1 (ERR-6)
 * @param auditLoggingEnabled whether each message has a line in the audit log (AUD-1)
 * @since 0.1.0
 */
public record BrokerOptions(
        @Nullable Boolean consumersEnabled,
        @Nullable Duration consumerPollFailureSleep,
        @Nullable Integer consumerConsecutiveErrorsLimit,
        @Nullable Boolean auditLoggingEnabled) {

    /** Says nothing. */
    public static final BrokerOptions NONE = new BrokerOptions(null, null, null, null);
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.BrokerOptions;
import org.openedx.hooks.spring.bus.Seconds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the event bus on Redis. Those that Open edX has are called as there, so its environment variables work
 * too: {@code EVENT_BUS_REDIS_CONNECTION_URL}. Immutable.
 *
 * @param connectionUrl the Redis of the event bus, such as rediss://user:password@redis:6379/0, if it is not that of
 *     spring.data.redis
 * @param sslBundle the SSL bundle for a connection URL that begins with rediss
 * @param streamMaxLen how many entries of a stream are kept, about (RED-4)
 * @param consumerPollTimeout how long a consumer waits for new entries at a time; a number without unit is in seconds
 * @param consumerPollCount how many entries a consumer reads at a time
 * @param consumersEnabled whether consumers start at all; else as event-bus.consumers-enabled (ERR-8)
 * @param consumerPollFailureSleep how long a consumer rests when it could not read; else as
 *     event-bus.consumer-poll-failure-sleep (ERR-7)
 * @param consumerConsecutiveErrorsLimit after how many errors in a row a consumer stops; else as
 *     event-bus.consumer-consecutive-errors-limit (ERR-6)
 * @param auditLoggingEnabled whether each message has a line in the audit log; else as event-bus.audit-logging-enabled
 *     (AUD-1)
 * @since 0.1.0
 */
@ConfigurationProperties("event-bus.redis")
public record RedisEventBusProperties(
        @Nullable String connectionUrl,
        @Nullable String sslBundle,
        @DefaultValue("10000") long streamMaxLen,
        @DefaultValue("2s") Seconds consumerPollTimeout,
        @DefaultValue("64") int consumerPollCount,
        @Nullable Boolean consumersEnabled,
        @Nullable Seconds consumerPollFailureSleep,
        @Nullable Integer consumerConsecutiveErrorsLimit,
        @Nullable Boolean auditLoggingEnabled) {

    private static final int COUNT_MAXIMUM = 1000;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one of them cannot work
     */
    public RedisEventBusProperties {
        connectionUrl = connectionUrl == null || connectionUrl.isBlank() ? null : connectionUrl.strip();
        if (streamMaxLen < 1) {
            throw new IllegalArgumentException(
                    "event-bus.redis.stream-max-len must be at least 1, but is " + streamMaxLen);
        }
        if (consumerPollCount < 1 || consumerPollCount > COUNT_MAXIMUM) {
            throw new IllegalArgumentException("event-bus.redis.consumer-poll-count must be from 1 to " + COUNT_MAXIMUM
                    + ", but is " + consumerPollCount);
        }
        if (consumerConsecutiveErrorsLimit != null && consumerConsecutiveErrorsLimit < 1) {
            throw new IllegalArgumentException(
                    "event-bus.redis.consumer-consecutive-errors-limit must be at least 1, but is "
                            + consumerConsecutiveErrorsLimit);
        }
        if (consumerPollTimeout.duration().toMillis() < 1) {
            throw new IllegalArgumentException(
                    "event-bus.redis.consumer-poll-timeout must be at least 1ms: Redis takes 0 for ever");
        }
    }

    BrokerOptions brokerOptions() {
        return new BrokerOptions(
                consumersEnabled,
                consumerPollFailureSleep == null ? null : consumerPollFailureSleep.duration(),
                consumerConsecutiveErrorsLimit,
                auditLoggingEnabled);
    }

    /** Without the connection URL, which has a password in it. */
    @Override
    public String toString() {
        return "RedisEventBusProperties[streamMaxLen=" + streamMaxLen + ", consumerPollTimeout=" + consumerPollTimeout
                + ", consumerPollCount=" + consumerPollCount + "]";
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import org.openedx.hooks.spring.bus.Seconds;

/** Brokers without an application around them. */
final class Brokers {

    private Brokers() {}

    static RedisEventBus of(RedisServer server) {
        return of(server, Duration.ofSeconds(30), 10_000, 64);
    }

    static RedisEventBus withPollTimeout(RedisServer server, Duration pollTimeout) {
        return of(server, Duration.ofSeconds(90), 10_000, 64, pollTimeout);
    }

    static RedisEventBus of(RedisServer server, Duration commandTimeout, long streamMaxLen, int count) {
        return of(server, commandTimeout, streamMaxLen, count, Duration.ofMillis(200));
    }

    private static RedisEventBus of(
            RedisServer server, Duration commandTimeout, long streamMaxLen, int count, Duration pollTimeout) {
        RedisURI uri = RedisURI.create(server.url());
        uri.setTimeout(commandTimeout);
        ClientOptions options =
                ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled()).build();
        return new RedisEventBus(
                new RedisEventBusProperties(
                        server.url(), null, streamMaxLen, new Seconds(pollTimeout), count, null, null, null, null),
                () -> BusClient.of(uri, options, null));
    }
}

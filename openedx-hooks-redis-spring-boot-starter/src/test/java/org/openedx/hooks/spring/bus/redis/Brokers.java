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

    static RedisEventBusBroker of(RedisServer server) {
        return of(server, Duration.ofSeconds(30), 10_000, 64);
    }

    static RedisEventBusBroker of(RedisServer server, Duration commandTimeout, long streamMaxLen, int count) {
        RedisURI uri = RedisURI.create(server.url());
        uri.setTimeout(commandTimeout);
        ClientOptions options =
                ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled()).build();
        return new RedisEventBusBroker(
                new RedisEventBusProperties(
                        server.url(), null, streamMaxLen, Seconds.valueOf("200ms"), count, null, null, null, null),
                () -> BusClient.of(uri, options, null));
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.function.Supplier;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.resource.ClientResources;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * The client by which the event bus reaches its Redis: that of Spring Data, with all that Spring Boot has configured,
 * or one of its own.
 *
 * @param client asked for each connection
 * @param commandTimeout how long it waits for answers
 * @param end what is to be done when the application ends
 */
record BusClient(Supplier<? extends AbstractRedisClient> client, Duration commandTimeout, Runnable end) {

    static BusClient of(LettuceConnectionFactory factory) {
        return new BusClient(
                factory::getRequiredNativeClient,
                factory.getClientConfiguration().getCommandTimeout(),
                () -> {});
    }

    /** A client for one server, which does not connect before it is used. */
    static BusClient of(RedisURI uri, ClientOptions options, @Nullable ClientResources resources) {
        RedisClient client = resources == null ? RedisClient.create(uri) : RedisClient.create(resources, uri);
        client.setOptions(options);
        return new BusClient(() -> client, uri.getTimeout(), client::close);
    }
}

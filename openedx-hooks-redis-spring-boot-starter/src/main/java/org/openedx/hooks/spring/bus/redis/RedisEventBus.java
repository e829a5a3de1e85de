/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.BrokerOptions;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusProducer;

/** Carries events in Redis streams, as event-bus-redis does. */
final class RedisEventBus implements EventBusBroker, AutoCloseable {

    private final RedisEventBusProperties properties;

    private final Supplier<BusClient> clients;

    private @Nullable BusClient client;

    private final RedisLinks links;

    private final RedisEventBusProducer producer;

    /**
     * Publishes and consumes on one Redis.
     *
     * @param clients asked once, when the bus is first needed
     */
    RedisEventBus(RedisEventBusProperties properties, Supplier<BusClient> clients) {
        this.properties = properties;
        this.clients = clients;
        this.links = new RedisLinks(() -> client().client().get());
        this.producer = new RedisEventBusProducer(links, properties.streamMaxLen());
    }

    private synchronized BusClient client() {
        BusClient made = client;
        if (made == null) {
            made = clients.get();
            client = made;
        }
        return made;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public EventBusProducer producer() {
        var unused = client();
        return producer;
    }

    @Override
    public EventBusConsumer consumer(ConsumerSettings settings) {
        if (settings.consumerName() == null || settings.consumerName().isBlank()) {
            throw new IllegalArgumentException(
                    "consumer-name is missing. On Redis each consumer of a group needs one that"
                            + " stays the same when the application is started again, such as the host's name: what it has read"
                            + " and not acknowledged waits under that name");
        }
        Duration claim = settings.claimMsgsOlderThan();
        if (claim != null && claim.toMillis() < 1) {
            throw new IllegalArgumentException("claim-msgs-older-than must be at least 1ms, but is " + claim);
        }
        Duration timeout = client().commandTimeout();
        Duration block = properties.consumerPollTimeout().duration();
        if (timeout.compareTo(block) <= 0) {
            throw new IllegalArgumentException("The command time-out of Redis is " + timeout
                    + ", and consumers wait for new entries for " + block
                    + " at a time, which would look as if Redis did not answer: spring.data.redis.timeout must be longer"
                    + " than event-bus.redis.consumer-poll-timeout");
        }
        return new RedisEventBusConsumer(links, properties, settings);
    }

    @Override
    public BrokerOptions options() {
        return properties.brokerOptions();
    }

    @Override
    public synchronized void close() {
        producer.close();
        links.close();
        if (client != null) {
            client.end().run();
        }
    }
}

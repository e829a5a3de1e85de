/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.openedx.hooks.spring.bus.BrokerOptions;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.Seconds;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** The event bus on Kafka. Connects when there is something to send or to read. */
final class KafkaEventBus implements EventBusBroker, AutoCloseable {

    private final KafkaClients clients;

    private final SchemaRegistry registry;

    private final KafkaEventBusProperties properties;

    private final KafkaSender sender;

    private final EventBusProducer producer;

    private final ScheduledExecutorService keepers = keepers();

    KafkaEventBus(KafkaClients clients, SchemaRegistry registry, KafkaEventBusProperties properties) {
        this.clients = clients;
        this.registry = registry;
        this.properties = properties;
        this.sender = new KafkaSender(clients);
        this.producer = new KafkaEventBusProducer(sender, registry);
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public EventBusProducer producer() {
        return producer;
    }

    @Override
    public EventBusConsumer consumer(ConsumerSettings settings) {
        return new KafkaEventBusConsumer(
                clients,
                registry,
                sender,
                settings,
                properties.consumerPollTimeout().duration(),
                keepers);
    }

    @Override
    public BrokerOptions options() {
        Seconds sleep = properties.consumerPollFailureSleep();
        return new BrokerOptions(
                properties.consumersEnabled(),
                sleep == null ? null : sleep.duration(),
                properties.consumerConsecutiveErrorsLimit(),
                properties.auditLoggingEnabled());
    }

    @Override
    public void close() {
        keepers.shutdownNow();
        sender.close();
    }

    private static ScheduledExecutorService keepers() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("event-bus-kafka-");
        threads.setDaemon(true);
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, threads);
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }
}

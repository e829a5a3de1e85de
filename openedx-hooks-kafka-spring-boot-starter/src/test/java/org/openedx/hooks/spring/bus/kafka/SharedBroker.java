/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.util.Map;

import org.springframework.kafka.test.EmbeddedKafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** One broker in this JVM for all tests that need nothing but a broker; it ends with the JVM. */
final class SharedBroker {

    private static final EmbeddedKafkaBroker BROKER = start();

    private SharedBroker() {}

    static String address() {
        return BROKER.getBrokersAsString();
    }

    static EmbeddedKafkaBroker broker() {
        return BROKER;
    }

    private static EmbeddedKafkaBroker start() {
        EmbeddedKafkaBroker broker = new EmbeddedKafkaKraftBroker(1, 1)
                .brokerProperties(Map.of(
                        "group.initial.rebalance.delay.ms", "0",
                        "offsets.topic.num.partitions", "1",
                        "log.flush.interval.messages", "9223372036854775807"));
        broker.afterPropertiesSet();
        Runtime.getRuntime().addShutdownHook(new Thread(broker::destroy));
        return broker;
    }
}

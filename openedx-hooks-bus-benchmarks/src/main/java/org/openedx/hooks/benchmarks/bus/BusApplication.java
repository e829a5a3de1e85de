/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusProducer;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** An application with the event bus, as its users have it. */
final class BusApplication implements AutoCloseable {

    static final String TOPIC = "enrollments";

    static final String GROUP = "analytics";

    private static final long SHORTLY = TimeUnit.MICROSECONDS.toNanos(50);

    private final ConfigurableApplicationContext context;

    private BusApplication(Class<?> configuration, List<String> properties) {
        LeftOut.allBut("org.openedx.hooks.");
        List<String> all = new ArrayList<>(properties);
        if (properties.stream().noneMatch(property -> property.startsWith("spring.datasource."))) {
            all.add(
                    "spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");
        }
        context = new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .properties(all.toArray(String[]::new))
                .run();
    }

    /** One that publishes. */
    static BusApplication publishing(String... properties) {
        return new BusApplication(Empty.class, with(properties, routes()));
    }

    /** One that consumes with one receiver, when the gate is open. */
    static BusApplication consuming(String... properties) {
        return new BusApplication(Consuming.class, with(properties, entries()));
    }

    private static List<String> with(String[] properties, List<String> more) {
        return Stream.concat(Arrays.stream(properties), more.stream()).toList();
    }

    /** One that publishes and consumes by a broker that costs nothing. */
    static BusApplication loopback() {
        List<String> both = with(routes().toArray(String[]::new), entries());
        return new BusApplication(
                Looping.class, with(new String[] {"event-bus.producer=loopback", "event-bus.consumer=loopback"}, both));
    }

    private static List<String> routes() {
        String route = "event-bus-producer-config.[%s].%s.".formatted(Samples.METADATA.type(), TOPIC);
        return List.of(route + "event-key-field=" + Samples.KEY_FIELD, route + "enabled=true");
    }

    private static List<String> entries() {
        String entry = "event-bus.consume-events[0].";
        return List.of(
                entry + "topic=" + TOPIC,
                entry + "group-id=${group:" + GROUP + "}",
                entry + "consumer-name=one",
                entry + "check-backlog=true");
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    EventBusProducer producer(String broker) {
        return context.getBeansOfType(EventBusBroker.class).values().stream()
                .filter(found -> found.name().equals(broker))
                .findFirst()
                .orElseThrow()
                .producer();
    }

    /** The relay of the outbox. */
    SmartLifecycle relay() {
        return context.getBean("openEdxOutboxRelay", SmartLifecycle.class);
    }

    /** Sends events, and waits until the broker has them; no more than the window are on their way at once. */
    double send(int events, int window) {
        OpenEdxEvents sender = bean(OpenEdxEvents.class);
        EventBusPublishing publishing = bean(EventBusPublishing.class);
        int between = Math.min(64, window / 4);
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            if (i % between == 0) {
                await(publishing, window - between);
            }
            sender.send(Samples.ENROLLED);
        }
        await(publishing, 0);
        double seconds = Comparison.since(start);
        if (publishing.status().lost() > 0) {
            throw new IllegalStateException("Events were lost: " + publishing.status());
        }
        return seconds;
    }

    private static void await(EventBusPublishing publishing, int atMost) {
        while (publishing.status().waiting() > atMost) {
            LockSupport.parkNanos(SHORTLY);
        }
    }

    /** Consumes what the broker has, so many events, alone or with others of the group. */
    double consume(int events, BusApplication... others) throws InterruptedException {
        CountDownLatch received = new CountDownLatch(events);
        long start = System.nanoTime();
        open(received);
        for (BusApplication other : others) {
            other.open(received);
        }
        received.await();
        return Comparison.since(start);
    }

    /** Waits until no thread of the consumer is about to take what comes. */
    void rest() throws InterruptedException {
        bean(Gate.class)
                .awaitStanding(context.getEnvironment()
                        .getProperty("event-bus.consume-events[0].concurrency", Integer.class, 1));
    }

    private void open(CountDownLatch received) {
        bean(Gate.class).open(received);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Consuming {

        @Bean
        static Gate gate() {
            return new Gate();
        }

        @Bean
        Receiver receiver(Gate gate) {
            return new Receiver(gate);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Looping {

        @Bean
        Loopback loopback() {
            return new Loopback();
        }

        @Bean
        Receiver receiver() {
            return new Receiver(new Gate());
        }
    }

    static final class Receiver {

        private final Gate gate;

        Receiver(Gate gate) {
            this.gate = gate;
        }

        @EventListener
        void received(CourseEnrollmentCreated event) {
            gate.passed();
        }
    }
}

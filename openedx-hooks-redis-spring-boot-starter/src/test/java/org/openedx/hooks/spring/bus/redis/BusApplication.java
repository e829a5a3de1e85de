/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.ConsumerStatus;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.awaitility.Awaitility.await;

/** An application with the event bus on a Redis, as users have it. */
final class BusApplication implements AutoCloseable {

    /** How long anything may take on a machine that has much else to do. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    static final String TOPIC = "prod-logins";

    static final String GROUP = "analytics";

    static final String ROUTE =
            "event-bus-producer-config[org.openedx.learning.auth.session.login.completed.v1].logins.enabled=true";

    static final String KEY =
            "event-bus-producer-config[org.openedx.learning.auth.session.login.completed.v1].logins.event-key-field"
                    + "=user.pii.username";

    private final ConfigurableApplicationContext context;

    private BusApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static BusApplication start(RedisServer server, Class<?> receivers, String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "spring.main.banner-mode=off",
                "spring.data.redis.port=" + server.port(),
                "event-bus.topic-prefix=prod",
                "event-bus.redis.consumer-poll-timeout=200ms",
                "event-bus.consumer-poll-failure-sleep=100ms"));
        all.addAll(Arrays.asList(properties));
        return new BusApplication(new SpringApplicationBuilder(Any.class, receivers)
                .web(WebApplicationType.NONE)
                .properties(all.toArray(String[]::new))
                .run());
    }

    /** What makes an application a consumer of the topic. */
    static String[] consuming(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "event-bus.consume-events[0].topic=logins",
                "event-bus.consume-events[0].group-id=" + GROUP,
                "event-bus.consume-events[0].consumer-name=me",
                "event-bus.consume-events[0].check-backlog=true",
                "event-bus.retry.delay=10ms"));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    /** What makes an application a producer of the topic. */
    static String[] producing(String... more) {
        List<String> all = new ArrayList<>(List.of(ROUTE, KEY));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    void send(OpenEdxEvent event) {
        bean(OpenEdxEvents.class).send(event);
    }

    EventBusConsumers consumers() {
        return bean(EventBusConsumers.class);
    }

    ConsumerStatus consumer() {
        return Objects.requireNonNull(consumers().find("logins", GROUP));
    }

    static SessionLoginCompleted login(String username) {
        return new SessionLoginCompleted(
                new UserData(7, true, new UserPersonalData(username, username + "@example.com", "Somebody")));
    }

    static void until(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(PATIENCE).untilAsserted(assertion);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Any {}
}

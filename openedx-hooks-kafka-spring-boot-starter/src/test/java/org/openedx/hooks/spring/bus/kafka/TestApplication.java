/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.ConsumerState;
import org.openedx.hooks.spring.bus.ConsumerStatus;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** An application with the event bus on Kafka. */
final class TestApplication implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    static final String LOGIN = "org.openedx.learning.auth.session.login.completed.v1";

    private final ConfigurableApplicationContext context;

    private TestApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static TestApplication start(String broker, URI registry, List<String> properties, Class<?>... sources) {
        List<String> all = new ArrayList<>(List.of(
                "spring.main.register-shutdown-hook=false",
                "spring.kafka.bootstrap-servers=" + broker,
                "event-bus.kafka.schema-registry-url=" + registry));
        TestBus.QUICK.forEach(
                (name, value) -> all.add("spring.kafka.consumer.properties[%s]=%s".formatted(name, value)));
        all.addAll(properties);
        return new TestApplication(new SpringApplicationBuilder(Empty.class)
                .sources(sources)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                // An embedded broker sets spring.kafka.bootstrap-servers for the whole JVM, to itself.
                .run(all.stream().map(property -> "--" + property).toArray(String[]::new)));
    }

    /** Publishes logins. */
    static TestApplication producer(String broker, URI registry, String topic, String... properties) {
        String route = "event-bus-producer-config[%s][%s].".formatted(LOGIN, topic);
        return start(
                broker,
                registry,
                Stream.concat(
                                Stream.of(route + "event-key-field=user.pii.username", route + "enabled=true"),
                                Stream.of(properties))
                        .toList());
    }

    /** Has received all that {@link Inbox} has. */
    static TestApplication consumer(String broker, URI registry, String topic, String... properties) {
        return start(
                broker,
                registry,
                Stream.concat(
                                Stream.of(
                                        "event-bus.consume-events[0].topic=" + topic,
                                        "event-bus.consume-events[0].group-id=group",
                                        "event-bus.consume-events[0].check-backlog=true"),
                                Stream.of(properties))
                        .toList(),
                Inbox.class);
    }

    static SessionLoginCompleted login(String name, long id) {
        return new SessionLoginCompleted(
                new UserData(id, true, new UserPersonalData(name, "secret@example.com", "Bob")));
    }

    void send(String name) {
        send(name, 7);
    }

    void send(String name, long id) {
        context.getBean(OpenEdxEvents.class).send(login(name, id));
    }

    List<String> received() {
        return bean(Inbox.class).names();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    ConsumerState state() {
        return bean(EventBusConsumers.class).all().get(0).state();
    }

    ConsumerStatus status() {
        return bean(EventBusConsumers.class).all().get(0);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    /** Receives every event. */
    @Configuration(proxyBeanMethods = false)
    static class Inbox {

        private final List<OpenEdxApplicationEvent<?>> events = new CopyOnWriteArrayList<>();

        @EventListener
        void receive(OpenEdxApplicationEvent<?> event) {
            events.add(event);
        }

        List<OpenEdxApplicationEvent<?>> events() {
            return events;
        }

        List<String> names() {
            return events.stream()
                    .map(OpenEdxApplicationEvent::getPayload)
                    .filter(SessionLoginCompleted.class::isInstance)
                    .map(event -> ((SessionLoginCompleted) event).user().pii().username())
                    .toList();
        }
    }
}

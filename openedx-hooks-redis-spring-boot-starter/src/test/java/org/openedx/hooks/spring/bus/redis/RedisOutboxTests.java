/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.DeadOutboxEvent;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.EventOutbox;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.openedx.hooks.spring.bus.redis.BusApplication.TOPIC;
import static org.openedx.hooks.spring.bus.redis.BusApplication.consuming;
import static org.openedx.hooks.spring.bus.redis.BusApplication.login;
import static org.openedx.hooks.spring.bus.redis.BusApplication.producing;
import static org.openedx.hooks.spring.bus.redis.BusApplication.until;

/** The outbox of an application on a real Redis, and rows that it cannot take (OUT-3). */
class RedisOutboxTests {

    private static final String LOGIN = "org.openedx.learning.auth.session.login.completed.v1";

    private final RedisServer server = RedisServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void badRowsStopNothingButTheirKeysAndEachIsShown() {
        server.commands().configSet("proto-max-bulk-len", Integer.toString(1024 * 1024));
        try (BusApplication application = start()) {
            EventCodec<SessionLoginCompleted> codec =
                    application.bean(EventCodecs.class).of(SessionLoginCompleted.class);
            application.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                application.send(login("first"));
                store(
                        application,
                        "com.example.shop.book.sold.v1",
                        "gone",
                        codec.encode(login("of a type that is gone")));
                store(application, LOGIN, "damaged", new byte[] {-1, -1, -1, -1, -1, -1});
                byte[] newer = codec.encode(login("of an older release"));
                store(application, LOGIN, "older", Arrays.copyOf(newer, newer.length - 1)); // has not the last field
                store(application, LOGIN, "large", new byte[2 * 1024 * 1024]);
                store(application, LOGIN, "large", codec.encode(login("behind the large one")));
                application.send(login("last"));
            });

            List<String> names = application.bean(Arrivals.class).names;
            until(() -> assertThat(names).containsExactly("first", "last", "behind the large one"));
            until(() ->
                    assertThat(server.commands().xlen(TOPIC + "-analytics-dlt")).isEqualTo(2));
            assertThat(server.commands().xlen(TOPIC)).isEqualTo(6);
            EventOutboxOperations outbox = application.bean(EventOutboxOperations.class);
            until(() -> assertThat(outbox.topics())
                    .singleElement()
                    .satisfies(topic -> assertThat(topic.pending()).isZero()));
            assertThat(outbox.dead(TOPIC, 10))
                    .extracting(DeadOutboxEvent::attempts, DeadOutboxEvent::lastError)
                    .containsExactly(tuple(2, "java.lang.IllegalArgumentException"));
            assertThat(outbox.problems()).containsExactly("The outbox of topic prod-logins has 1 dead events");
        }
    }

    @Test
    void aRedisWithoutMemoryIsWaitedForAndSaid() {
        try (BusApplication application = start()) {
            TransactionTemplate transaction = application.bean(TransactionTemplate.class);
            transaction.executeWithoutResult(status -> application.send(login("before")));
            until(() -> assertThat(application.bean(Arrivals.class).names).containsExactly("before"));
            server.commands().configSet("maxmemory-policy", "noeviction");
            server.commands().configSet("maxmemory", "1");
            transaction.executeWithoutResult(status -> {
                application.send(login("patient"));
                application.send(login("more"));
            });

            EventOutboxOperations outbox = application.bean(EventOutboxOperations.class);
            until(() -> assertThat(outbox.problems())
                    .containsExactly("The outbox of topic prod-logins cannot be relayed by this instance:"
                            + " org.openedx.hooks.spring.bus.BrokerUnavailableException"));
            assertThat(application
                            .bean(JdbcTemplate.class)
                            .queryForList("SELECT attempts FROM openedx_outbox", Integer.class))
                    .containsExactly(0, 0);

            server.commands().configSet("maxmemory", "0");
            until(() ->
                    assertThat(application.bean(Arrivals.class).names).containsExactly("before", "patient", "more"));
            until(() -> assertThat(outbox.problems()).isEmpty());
        }
    }

    private BusApplication start() {
        return BusApplication.start(
                server,
                Arrivals.class,
                producing(consuming(
                        "event-bus.producer-mode=outbox",
                        "event-bus.outbox.max-attempts=2",
                        "event-bus.outbox.retry-delay=100ms",
                        "event-bus.outbox.poll-interval=100ms",
                        "spring.datasource.generate-unique-name=true")));
    }

    private static void store(BusApplication application, String type, String key, byte[] body) {
        EventMetadata metadata = new EventMetadata(
                HookType.of(type), UUID.randomUUID(), 0, "openedx/test/web", "host", Instant.EPOCH, List.of(1));
        application
                .bean(EventOutbox.class)
                .store(new EventMessage(
                        TOPIC,
                        metadata,
                        new EventMessage.Key(key.getBytes(UTF_8), "\"string\""),
                        body,
                        "{}",
                        Map.of()));
    }

    @Configuration(proxyBeanMethods = false)
    static class Arrivals {

        final List<String> names = new CopyOnWriteArrayList<>();

        @EventListener
        void receive(OpenEdxApplicationEvent<SessionLoginCompleted> event) {
            if (event.isFromEventBus()) {
                names.add(event.getPayload().user().pii().username());
            }
        }
    }
}

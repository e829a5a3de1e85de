/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.openedx.hooks.spring.bus.OutboxTopic;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.kafka.TestApplication.LOGIN;
import static org.openedx.hooks.spring.bus.kafka.TestApplication.PATIENCE;

/** The outbox of an application on a real Kafka, and rows that it does not take (OUT-3). */
class KafkaOutboxTests {

    private static final Pattern NAME = Pattern.compile("name-\\w\\d");

    private final String topic = "outbox-" + UUID.randomUUID();

    @Test
    void whatIsTooLargeStopsNothingButItsKeyWhoseOtherEventsComeBehindItAgain() {
        SharedBroker.addTopic(topic, 1);
        setMaximum("12000");
        String route = "event-bus-producer-config[%s][%s].".formatted(LOGIN, topic);
        try (FakeRegistry registry = new FakeRegistry();
                TestApplication application = TestApplication.start(
                        SharedBroker.address(),
                        registry.url(),
                        List.of(
                                route + "event-key-field=user.id",
                                route + "enabled=true",
                                "event-bus.producer-mode=outbox",
                                "event-bus.outbox.max-attempts=1000",
                                "event-bus.outbox.retry-delay=200ms",
                                "event-bus.outbox.max-retry-delay=200ms",
                                "event-bus.outbox.poll-interval=100ms",
                                "spring.kafka.producer.properties.max.request.size=100000",
                                "spring.datasource.generate-unique-name=true"))) {
            OpenEdxEvents events = application.bean(OpenEdxEvents.class);
            application.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                events.send(login(1, "name-a1", 0));
                events.send(login(1, "name-a2", 14_000)); // the broker says no
                events.send(login(1, "name-a3", 0));
                events.send(login(2, "name-b1", 200_000)); // the producer says no
                events.send(login(2, "name-b2", 0));
                events.send(login(3, "name-c1", 0));
            });
            EventOutboxOperations outbox = application.bean(EventOutboxOperations.class);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            outbox.topics().stream().anyMatch(found -> found.retrying() == 2 && found.waiting() == 2));
            assertThat(SharedBroker.records(topic, 3))
                    .extracting(KafkaOutboxTests::name)
                    .containsExactlyInAnyOrder("name-a1", "name-a3", "name-c1");

            setMaximum("50000");
            assertThat(SharedBroker.records(topic, 5))
                    .extracting(KafkaOutboxTests::name)
                    .filteredOn(name -> name.startsWith("name-a"))
                    .containsExactly("name-a1", "name-a3", "name-a2", "name-a3");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() ->
                            outbox.topics().stream().map(OutboxTopic::pending).allMatch(pending -> pending == 2));
            assertThat(outbox.topics()).singleElement().satisfies(found -> {
                assertThat(found.retrying()).as("the one for the producer").isEqualTo(1);
                assertThat(found.waiting()).isEqualTo(1);
                assertThat(found.failure()).isNull();
            });
        }
    }

    private void setMaximum(String bytes) {
        SharedBroker.admin(admin -> admin.incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET))))
                .all());
    }

    private static SessionLoginCompleted login(int id, String name, int size) {
        return new SessionLoginCompleted(new UserData(id, true, new UserPersonalData(name, "x".repeat(size), "Ada")));
    }

    private static String name(ConsumerRecord<byte[], byte[]> found) {
        Matcher matcher = NAME.matcher(new String(found.value(), StandardCharsets.ISO_8859_1));
        assertThat(matcher.find()).isTrue();
        return matcher.group();
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.contentauthoring.data.XBlockData;
import org.openedx.hooks.contentauthoring.event.XblockCreated;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.key.UsageKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.EventOutbox;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.openedx.hooks.spring.bus.MessageOutcome;
import org.openedx.hooks.spring.bus.OutboxTopic;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.kafka.TestApplication.LOGIN;
import static org.openedx.hooks.spring.bus.kafka.TestApplication.PATIENCE;

/** The outbox of an application on a real Kafka, and rows that it does not take (OUT-3). */
class KafkaOutboxTests {

    private static final String BLOCK = "org.openedx.content_authoring.xblock.created.v1";

    /** As it was written before the version of a block was there. */
    private static final String OLDER = """
            {"name": "CloudEvent", "type": "record", "namespace": "org.openedx.content_authoring.xblock.created.v1",
             "fields": [{"name": "xblock_info", "type": {"name": "XBlockData", "type": "record", "fields": [
               {"name": "usage_key", "type": "string"}, {"name": "block_type", "type": "string"}]}}]}""";

    private static final Pattern NAME = Pattern.compile("name-\\w\\d");

    private final String topic = "outbox-" + UUID.randomUUID();

    @Test
    void whatIsTooLargeStopsNothingButItsKeyWhoseOtherEventsComeBehindItAgain() {
        SharedBroker.addTopic(topic, 1);
        setMaximum("12000");
        try (FakeRegistry registry = new FakeRegistry();
                TestApplication application = TestApplication.start(
                        SharedBroker.address(),
                        registry.url(),
                        outbox(
                                "event-bus.outbox.max-attempts=1000",
                                "event-bus.outbox.retry-delay=200ms",
                                "event-bus.outbox.max-retry-delay=200ms",
                                "spring.kafka.producer.properties.max.request.size=100000"))) {
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

    @Test
    void rowsOfOtherReleasesGoOutWithTheSchemasThatTheyWereWrittenWithAndDamagedOnesStopNothing() {
        SharedBroker.addTopic(topic, 1);
        SharedBroker.addTopic(topic + "-group-dlt", 1);
        String consumer = "event-bus.consume-events[0].";
        byte[] block = HexFormat.of().parseHex("3a626c6f636b2d76313a612b622b632b7479706540742b626c6f636b40620274");
        try (FakeRegistry registry = new FakeRegistry();
                TestApplication application = TestApplication.start(
                        SharedBroker.address(),
                        registry.url(),
                        outbox(
                                consumer + "topic=" + topic,
                                consumer + "group-id=group",
                                consumer + "check-backlog=true"),
                        TestApplication.Inbox.class)) {
            application.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                OpenEdxEvents events = application.bean(OpenEdxEvents.class);
                EventOutbox outbox = application.bean(EventOutbox.class);
                events.send(login(1, "name-a1", 0));
                outbox.store(row(BLOCK, OLDER, block));
                outbox.store(row(BLOCK, OLDER, new byte[] {-1, -1, -1}));
                outbox.store(row("com.example.shop.book.sold.v1", OLDER.replace(BLOCK, "gone"), block));
                events.send(login(1, "name-a2", 0));
            });

            TestApplication.Inbox inbox = application.bean(TestApplication.Inbox.class);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(inbox.events())
                            .filteredOn(OpenEdxApplicationEvent::isFromEventBus)
                            .hasSize(3));
            assertThat(inbox.events())
                    .filteredOn(OpenEdxApplicationEvent::isFromEventBus)
                    .extracting(found -> (OpenEdxEvent) found.getPayload())
                    .containsExactly(
                            login(1, "name-a1", 0),
                            new XblockCreated(
                                    new XBlockData(UsageKey.parse("block-v1:a+b+c+type@t+block@b"), "t", null)),
                            login(1, "name-a2", 0));
            assertThat(SharedBroker.records(topic + "-group-dlt", 1)).hasSize(1);
            assertThat(application.status().outcomes())
                    .containsEntry(MessageOutcome.UNUSABLE, 1L)
                    .containsEntry(MessageOutcome.SKIPPED, 1L);
            assertThat(registry.schemas()).contains(OLDER);
            EventOutboxOperations outbox = application.bean(EventOutboxOperations.class);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(outbox.topics())
                            .singleElement()
                            .satisfies(found ->
                                    assertThat(found.pending() + found.dead()).isZero()));
        }
    }

    /** What an application needs to publish its log-ins by the outbox, and more. */
    private List<String> outbox(String... more) {
        String route = "event-bus-producer-config[%s][%s].".formatted(LOGIN, topic);
        return Stream.concat(
                        Stream.of(
                                route + "event-key-field=user.id",
                                route + "enabled=true",
                                "event-bus.producer-mode=outbox",
                                "event-bus.outbox.poll-interval=100ms",
                                "spring.datasource.generate-unique-name=true"),
                        Stream.of(more))
                .toList();
    }

    private EventMessage row(String type, String schema, byte[] body) {
        EventMetadata metadata = new EventMetadata(
                HookType.of(type), UUID.randomUUID(), 0, "openedx/test/web", "host", Instant.EPOCH, List.of(1));
        return new EventMessage(
                topic, metadata, new EventMessage.Key(new byte[] {2, 49}, "\"string\""), body, schema, Map.of());
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

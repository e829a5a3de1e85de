/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.catalog.SamplePayload;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventJsonModule;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openedx.hooks.spring.bus.BusContexts.PATIENCE;

@DisplayName("What the catalogue says of the event bus is what the event bus does, for each of its events")
class BusCapabilityTests {

    private static final ClassLoader CLASS_PATH = BusCapabilityTests.class.getClassLoader();

    private static final HookCatalog CATALOG = HookCatalog.load(CLASS_PATH);

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new EventJsonModule(EventCodecs.standard(), CATALOG))
            .build();

    private static final SamplePayload SAMPLES = new SamplePayload(HookDocs.of(CLASS_PATH));

    private final LocalBroker broker = new LocalBroker();

    @Test
    void theCatalogueHasAllEvents() {
        assertThat(signals(true)).hasSize(72);
        assertThat(signals(false)).hasSize(3);
    }

    @Test
    @DisplayName(
            "BUS-1, AVR-1: every event that can travel is routed, goes out with its schema, and comes in as it was")
    void everyEventThatCanTravelGoesOutAndComesIn() {
        List<OpenEdxEvent> events = new ArrayList<>();
        ProducerRoutes routes = ProducerRoutes.NONE;
        for (OpenEdxPublicSignal<?> signal : signals(true)) {
            events.add(sample(signal));
            routes = routes.with(signal.type().value(), "all", keyField(signal), true);
        }
        ProducerRoutes all = routes;
        BusContexts.with(broker)
                .withBean(ProducerRoutes.class, () -> all)
                .withBean(Everything.class, Everything::new)
                .withPropertyValues(
                        "event-bus.consume-events[0].topic=other", "event-bus.consume-events[0].group-id=group")
                .run(context -> {
                    BusContexts.ready(context.getSourceApplicationContext());
                    events.forEach(event -> context.getBean(OpenEdxEvents.class).send(event));
                    await().atMost(PATIENCE).until(() -> broker.published.size() == events.size());

                    for (int i = 0; i < events.size(); i++) {
                        EventMessage message = broker.published.get(i);
                        OpenEdxEvent event = events.get(i);
                        assertThat(message.metadata().type())
                                .isEqualTo(
                                        OpenEdxPublicSignal.of(event.getClass()).type());
                        assertThat(message.key()).isNotNull();
                        Schema schema = new Schema.Parser(NameValidator.NO_VALIDATION).parse(message.schema());
                        assertThat(schema.getNamespace())
                                .isEqualTo(message.metadata().type().value());
                    }
                    Everything everything = context.getBean(Everything.class);
                    assertThat(everything.received).isEqualTo(events);
                    everything.received.clear();
                    events.forEach(broker.consumer("other", "group")::receive);
                    await().atMost(PATIENCE).until(() -> everything.received.size() == events.size());
                    assertThat(everything.received).isEqualTo(events);
                });
    }

    @Test
    @DisplayName("ANN-8: an event that cannot travel says why; it is neither routed nor read")
    void everyOtherEventIsRefusedAndSaysWhy() {
        for (OpenEdxPublicSignal<?> signal : signals(false)) {
            assertThat(signal.warning()).as(signal.toString()).isNotEmpty();
            BusContexts.with(broker)
                    .withBean(
                            ProducerRoutes.class,
                            () -> ProducerRoutes.NONE.with(signal.type().value(), "all", "any", true))
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(InvalidHookConfigurationException.class)
                            .hasMessageContaining("this event cannot be published. " + signal.warning()));
        }
        BusContexts.with(broker)
                .withBean(Everything.class, Everything::new)
                .withPropertyValues(
                        "event-bus.consume-events[0].topic=other", "event-bus.consume-events[0].group-id=group")
                .run(context -> {
                    BusContexts.ready(context.getSourceApplicationContext());
                    LocalBroker.Consumer consumer = broker.consumer("other", "group");
                    for (OpenEdxPublicSignal<?> signal : signals(false)) {
                        if (SAMPLES.of(signal.hookClass()) != null) {
                            consumer.receive(sample(signal));
                        } else {
                            byte[] type = signal.type().value().getBytes(StandardCharsets.UTF_8);
                            consumer.receive(List.of(Map.entry("ce_type", type)), new byte[0]);
                        }
                    }
                    await().atMost(PATIENCE).until(() -> consumer.acknowledged.size() == 3);
                    assertThat(consumer.letters)
                            .extracting(DeadLetter::reason)
                            .containsExactly(
                                    DeadLetter.Reason.UNUSABLE, DeadLetter.Reason.UNUSABLE, DeadLetter.Reason.UNUSABLE);
                    assertThat(consumer.decoded).hasValue(0);
                    assertThat(context.getBean(Everything.class).received).isEmpty();
                });
    }

    private static List<OpenEdxPublicSignal<?>> signals(boolean busCapable) {
        List<OpenEdxPublicSignal<?>> signals = new ArrayList<>();
        CATALOG.definitions().forEach(hook -> {
            if (hook instanceof OpenEdxPublicSignal<?> signal && signal.isBusCapable() == busCapable) {
                signals.add(signal);
            }
        });
        return signals;
    }

    private static OpenEdxEvent sample(OpenEdxPublicSignal<?> signal) {
        Object sample = Objects.requireNonNull(SAMPLES.of(signal.hookClass()), signal.toString());
        return (OpenEdxEvent) JSON.convertValue(sample, signal.hookClass());
    }

    /** The event's own, else the first value that is always there. */
    private static String keyField(OpenEdxPublicSignal<?> signal) {
        String own = signal.keyField();
        return own != null ? own : Objects.requireNonNull(path(codec(signal).schema()), signal.toString());
    }

    private static EventCodec<?> codec(OpenEdxPublicSignal<?> signal) {
        return EventCodecs.standard().of(signal.hookClass().asSubclass(OpenEdxEvent.class));
    }

    private static @Nullable String path(Schema record) {
        for (Schema.Field field : record.getFields()) {
            String rest = switch (field.schema().getType()) {
                case STRING, LONG, INT, BOOLEAN, DOUBLE -> "";
                case RECORD -> path(field.schema());
                default -> null;
            };
            if (rest != null) {
                return rest.isEmpty() ? field.name() : field.name() + "." + rest;
            }
        }
        return null;
    }

    static class Everything {

        final List<OpenEdxEvent> received = new CopyOnWriteArrayList<>();

        @EventListener
        void receive(OpenEdxEvent event) {
            received.add(event);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.common.docs.KeyName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openedx.hooks.spring.bus.BusContexts.PATIENCE;
import static org.openedx.hooks.spring.bus.Samples.LOGIN;
import static org.openedx.hooks.spring.bus.Samples.login;

@DisplayName("Meters and spans of the event bus")
@Timeout(300)
class MetersAndSpansTests {

    private final LocalBroker broker = new LocalBroker();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private final ApplicationContextRunner runner = BusContexts.with(broker)
            .withBean(MeterRegistry.class, () -> meters)
            .withBean("receiver", Receiver.class)
            .withPropertyValues(
                    "event-bus-producer-config.%s.out.event-key-field=user.pii.username".formatted(LOGIN),
                    "event-bus-producer-config.%s.out.enabled=true".formatted(LOGIN),
                    "event-bus.retry.attempts=1",
                    "event-bus.consume-events[0].topic=in",
                    "event-bus.consume-events[0].group-id=g");

    @Test
    void whatIsPublishedIsTimedAndWhatIsLostIsCounted() {
        runner.run(context -> {
            context.getBean(OpenEdxEvents.class).send(login("secret-name"));
            await().atMost(PATIENCE).until(() -> broker.published.size() == 1);
            context.getBean(EventPublisher.class).awaitEmpty(PATIENCE);
            broker.taking = message -> {
                throw new IllegalStateException("thrown by the test");
            };
            context.getBean(OpenEdxEvents.class).send(login("secret-name"));
            context.getBean(EventPublisher.class).awaitEmpty(PATIENCE);
            await().atMost(PATIENCE)
                    .until(() -> context.getBean(LostEvents.class).count() == 1);

            assertThat(meters.get("openedx.hooks.bus.publish")
                            .tags("type", LOGIN, "topic", "out")
                            .timer()
                            .count())
                    .isOne();
            assertThat(meters.get("openedx.hooks.bus.publish").timer().max(TimeUnit.NANOSECONDS))
                    .isPositive();
            assertThat(meters.get("openedx.hooks.bus.lost")
                            .tags("type", LOGIN, "topic", "out")
                            .counter()
                            .count())
                    .isOne();
            assertThat(meters.get("openedx.hooks.bus.queue").gauge().value()).isZero();
        });
        assertNoData();
    }

    @Test
    void whatIsConsumedIsTimedByOutcomeAndForeignNamesAreNoTags() {
        runner.run(context -> {
            BusContexts.ready(context.getSourceApplicationContext());
            LocalBroker.Consumer consumer = broker.consumer("in", "g");
            consumer.receive(login("secret-name"));
            consumer.receive(login("fail"));
            consumer.receive(List.of(Map.entry("ce_type", "org.evil.a.b.c.v1".getBytes(StandardCharsets.UTF_8))), null);
            consumer.receive(List.of(), null);
            await().atMost(PATIENCE).until(() -> consumer.acknowledged.size() == 4);

            assertThat(count(LOGIN, "processed")).isOne();
            assertThat(count(LOGIN, "failed")).isOne();
            assertThat(count("unknown", "skipped")).isOne();
            assertThat(count("unknown", "unusable")).isOne();
            await().atMost(PATIENCE)
                    .until(() -> meters.get("openedx.hooks.bus.dead-letters")
                                    .tags("topic", "in", "group", "g")
                                    .gauge()
                                    .value()
                            == 2);
            assertThat(meters.get("openedx.hooks.bus.lag")
                            .tags("topic", "in", "group", "g")
                            .gauge()
                            .value())
                    .isZero();
        });
        assertNoData();
        assertThat(tagValues()).noneMatch(value -> value.contains("evil"));
    }

    @Test
    @DisplayName("The names of meters, observations and their tags are those of the enums")
    void theNamesAreThoseOfTheEnums() {
        runner.run(context -> {
            BusContexts.ready(context.getSourceApplicationContext());
            context.getBean(OpenEdxEvents.class).send(login("a"));
            broker.consumer("in", "g").receive(login("b"));
            await().atMost(PATIENCE)
                    .until(() -> broker.published.size() == 1
                            && broker.consumer("in", "g").acknowledged.size() == 1);
            context.getBean(EventPublisher.class).awaitEmpty(PATIENCE);
            broker.taking = message -> {
                throw new IllegalStateException("thrown by the test");
            };
            context.getBean(OpenEdxEvents.class).send(login("c"));
            await().atMost(PATIENCE)
                    .until(() -> context.getBean(LostEvents.class).count() == 1);
        });

        for (EventBusMeter documented : EventBusMeter.values()) {
            if (!documented.getName().contains("outbox")) {
                assertThat(meters.find(documented.getName()).meters())
                        .as(documented.getName())
                        .isNotEmpty()
                        .allSatisfy(meter -> {
                            assertThat(meter.getId().getType()).isEqualTo(documented.getType());
                            assertThat(meter.getId().getTags())
                                    .extracting(Tag::getKey)
                                    .containsExactlyInAnyOrder(Arrays.stream(documented.getKeyNames())
                                            .map(KeyName::asString)
                                            .toArray(String[]::new));
                        });
            }
        }
    }

    @Test
    @DisplayName("MON-1: a span for each message, which goes on with the sender's trace if that came along")
    void spansGoFromTheSenderToTheReceiver() {
        SimpleTracer tracer = new SimpleTracer();
        ApplicationContextRunner traced = runner.withBean(Tracer.class, () -> tracer)
                .withBean(ObservationRegistry.class, () -> observing(tracer));
        traced.withPropertyValues("event-bus.propagate-trace=true").run(context -> {
            context.getBean(OpenEdxEvents.class).send(login("secret-name"));
            await().atMost(PATIENCE).until(() -> broker.published.size() == 1);
            context.getBean(EventPublisher.class).awaitEmpty(PATIENCE);
            assertThat(broker.published.get(0).headers()).containsKey("traceparent");

            BusContexts.ready(context.getSourceApplicationContext());
            LocalBroker.Consumer consumer = broker.consumer("in", "g");
            consumer.receive(
                    login("fail"),
                    LocalBroker.metadata(login("fail")),
                    broker.published.get(0).headers());
            await().atMost(PATIENCE).until(() -> consumer.acknowledged.size() == 1);
        });
        List<String> names =
                tracer.getSpans().stream().map(FinishedSpan::getName).toList();
        assertThat(names).contains("publish " + LOGIN, "consume " + LOGIN);
        FinishedSpan consumed = tracer.getSpans().stream()
                .filter(span -> span.getName().startsWith("consume"))
                .findFirst()
                .orElseThrow();
        assertThat(consumed.getTags()).containsEntry("topic", "in").containsEntry("group", "g");
        assertThat(consumed.getTags()).containsEntry("continued", "sender");
        assertThat(consumed.getError()).hasMessage("thrown by the test");
        assertThat(tracer.getSpans())
                .allSatisfy(span -> assertThat(span.getTags().values()).noneMatch(value -> value.contains("secret")));
    }

    @Test
    void theTraceStaysHereUnlessItIsToGoAlong() {
        SimpleTracer tracer = new SimpleTracer();
        runner.withBean(Tracer.class, () -> tracer)
                .withBean(ObservationRegistry.class, () -> observing(tracer))
                .run(context -> {
                    context.getBean(OpenEdxEvents.class).send(login("a"));
                    await().atMost(PATIENCE).until(() -> broker.published.size() == 1);

                    assertThat(broker.published.get(0).headers()).isEmpty();
                });
    }

    private long count(String type, String outcome) {
        return meters.get("openedx.hooks.bus.consume")
                .tags("type", type, "topic", "in", "group", "g", "outcome", outcome)
                .timer()
                .count();
    }

    private Set<String> tagValues() {
        return meters.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getValue)
                .collect(Collectors.toSet());
    }

    private void assertNoData() {
        assertThat(tagValues()).noneMatch(value -> value.contains("secret"));
    }

    private static ObservationRegistry observing(Tracer tracer) {
        Propagator propagator = new Propagator() {
            @Override
            public List<String> fields() {
                return List.of("traceparent");
            }

            @Override
            public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
                setter.set(carrier, "traceparent", "sender");
            }

            @Override
            public <C> Span.Builder extract(@Nullable C carrier, Getter<C> getter) {
                String parent = carrier == null ? null : getter.get(carrier, "traceparent");
                return tracer.spanBuilder().tag("continued", parent == null ? "nothing" : parent);
            }
        };
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
        return registry;
    }

    static class Receiver {

        @EventListener
        void receive(SessionLoginCompleted event) {
            if (event.user().pii().username().equals("fail")) {
                throw new IllegalStateException("thrown by the test");
            }
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksTracingAutoConfiguration;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ContextPropagationTests {

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")));

    private final SimpleTracer tracer = new SimpleTracer();

    private final ObservationRegistry observations = ObservationRegistry.create();

    private final BlockingQueue<Seen> heard = new LinkedBlockingQueue<>();

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TaskExecutionAutoConfiguration.class,
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class))
            .withUserConfiguration(Asynchronous.class)
            .withBean("receiver", Receiving.class, () -> new Receiving(observations, tracer, heard));

    @BeforeEach
    void carryObservationsAndTheRequestsName() {
        observations.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(new ObservationThreadLocalAccessor(observations))
                .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor("request"));
    }

    @AfterEach
    void forget() {
        MDC.clear();
        ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
        ContextRegistry.getInstance().registerThreadLocalAccessor(new ObservationThreadLocalAccessor());
    }

    @Test
    void anAsyncReceiverSeesTheSendersTraceAndLoggingContext() {
        contextRunner
                .withPropertyValues("spring.task.execution.propagate-context=true")
                .run(context -> {
                    Observation sending = send(context);
                    Seen seen = seen();

                    assertThat(seen.thread())
                            .isNotEqualTo(Thread.currentThread().getName());
                    assertThat(seen.observation()).isSameAs(sending);
                    assertThat(seen.traceId()).isEqualTo(tracer.onlySpan().getTraceId());
                    assertThat(seen.request()).isEqualTo("r-1");
                });
    }

    @Test
    void theSpanOfAnAsyncReceiverIsOnItsThreadAndBelowThatOfTheEvent() {
        contextRunner
                .withPropertyValues("spring.task.execution.propagate-context=true")
                .withConfiguration(AutoConfigurations.of(OpenEdxHooksTracingAutoConfiguration.class))
                .withBean(ObservationRegistry.class, () -> observations)
                .withBean(Tracer.class, () -> tracer)
                .run(context -> {
                    send(context);

                    Observation.ContextView receiver =
                            requireNonNull(seen().observation()).getContextView();
                    assertThat(receiver.getName()).isEqualTo("openedx.hooks.span.event.receiver");
                    assertThat(requireNonNull(receiver.getParentObservation())
                                    .getContextView()
                                    .getName())
                            .isEqualTo("openedx.hooks.span.event");
                    await().untilAsserted(() -> assertThat(tracer.getSpans())
                            .hasSize(3)
                            .allSatisfy(
                                    span -> assertThat(span.getEndTimestamp()).isAfter(Instant.EPOCH)));
                });
    }

    @Test
    void withoutBootsPropertyItSeesNothingOfThem() {
        contextRunner.run(context -> {
            send(context);

            assertThat(seen())
                    .extracting(Seen::observation, Seen::traceId, Seen::request)
                    .containsOnlyNulls();
        });
    }

    private Observation send(ApplicationContext context) {
        MDC.put("request", "r-1");
        Observation sending = Observation.createNotStarted("request", observations);
        sending.observe(() -> context.getBean(OpenEdxEvents.class).send(REGISTERED));
        return sending;
    }

    private Seen seen() throws InterruptedException {
        Seen seen = heard.poll(5, TimeUnit.SECONDS);
        assertThat(seen).isNotNull();
        return seen;
    }

    record Seen(
            String thread,
            @Nullable Observation observation,
            @Nullable String traceId,
            @Nullable String request) {}

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Asynchronous {}

    static class Receiving {

        private final ObservationRegistry observations;

        private final SimpleTracer tracer;

        private final BlockingQueue<Seen> heard;

        Receiving(ObservationRegistry observations, SimpleTracer tracer, BlockingQueue<Seen> heard) {
            this.observations = observations;
            this.tracer = tracer;
            this.heard = heard;
        }

        @Async
        @EventListener
        void receive(StudentRegistrationCompleted event) {
            Span span = tracer.currentSpan();
            heard.add(new Seen(
                    Thread.currentThread().getName(),
                    observations.getCurrentObservation(),
                    span == null ? null : span.context().traceId(),
                    MDC.get("request")));
        }
    }
}

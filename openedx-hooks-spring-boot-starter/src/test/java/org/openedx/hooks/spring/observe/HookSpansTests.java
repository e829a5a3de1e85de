/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

class HookSpansTests {

    private static final String REGISTRATION = "org.openedx.learning.student.registration.completed.v1";

    private static final String ENROLLMENT = "org.openedx.learning.course.enrollment.started.v1";

    private static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    private final SimpleTracer tracer = new SimpleTracer();

    private final ApplicationContextRunner withoutTracer = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ObservationAutoConfiguration.class,
                    MicrometerTracingAutoConfiguration.class,
                    NoopTracerAutoConfiguration.class,
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxHooksObservabilityAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    OpenEdxFiltersAutoConfiguration.class,
                    OpenEdxHooksTracingAutoConfiguration.class))
            .withUserConfiguration(Parts.class)
            .withPropertyValues("open-edx-filters-config.%s.pipeline=first,later,last".formatted(ENROLLMENT));

    private final ApplicationContextRunner runner = withoutTracer.withBean(Tracer.class, () -> tracer);

    @Test
    void aSendIsASpanWithAChildForEachReceiver() {
        runner.run(context -> {
            context.getBean(OpenEdxEvents.class).send(new StudentRegistrationCompleted(BOB));

            assertThat(names()).containsExactly("send " + REGISTRATION, "parts#fails", "parts#greets");
            SimpleSpan send = span("send " + REGISTRATION);
            assertThat(span("parts#greets").context().parentId())
                    .isEqualTo(send.context().spanId());
            assertThat(span("parts#fails").context().parentId())
                    .isEqualTo(send.context().spanId());
            assertThat(send.getTags()).containsEntry("type", REGISTRATION).containsEntry("outcome", "failure");
            assertThat(span("parts#fails").getTags())
                    .containsEntry("type", REGISTRATION)
                    .containsEntry("receiver", "parts#fails")
                    .containsEntry("outcome", "failure");
            assertThat(span("parts#fails").getError()).hasMessage("down");
            assertThat(context.getBean(ObservationRegistry.class).getCurrentObservation())
                    .isNull();
        });
    }

    @Test
    void aFilterIsASpanWithAChildForEachStep() {
        runner.run(context -> {
            context.getBean(OpenEdxFilters.class).run(started());

            assertThat(names()).containsExactly("filter " + ENROLLMENT, "first", "last", "later");
            assertStepsBelowFilter();
            assertThat(context.getBean(ObservationRegistry.class).getCurrentObservation())
                    .isNull();
        });
    }

    @Test
    void anAsynchronousRunHasTheSameSpansAndLeavesNoneOpenOnItsThreads() {
        runner.run(context -> {
            ObservationRegistry registry = context.getBean(ObservationRegistry.class);
            CompletableFuture<CourseEnrollmentStarted> result =
                    context.getBean(OpenEdxFilters.class).runAsync(started());
            assertThat(registry.getCurrentObservation()).isNull();
            result.get(20, TimeUnit.SECONDS);

            assertThat(names()).containsExactly("filter " + ENROLLMENT, "first", "last", "later");
            assertStepsBelowFilter();
        });
    }

    @Test
    void aReceiverWhoseResultIsPendingIsNoParentOfThoseAfterIt() {
        CompletableFuture<Object> pending = new CompletableFuture<>();
        runner.withBean("pending", Pending.class, () -> new Pending(pending)).run(context -> {
            context.getBean(OpenEdxEvents.class).send(new StudentRegistrationCompleted(BOB));

            assertThat(span("parts#greets").context().parentId())
                    .isEqualTo(span("send " + REGISTRATION).context().spanId());
            assertThat(context.getBean(ObservationRegistry.class).getCurrentObservation())
                    .isNull();
            assertThat(tracer.getSpans()).extracting(SimpleSpan::getName).doesNotContain("pending#receive");
            pending.complete("");
            assertThat(span("pending#receive").getTags()).containsEntry("outcome", "success");
        });
    }

    @Test
    void spansAndTimersDoNotMakeTheSameMeters() {
        runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> {
            context.getBean(OpenEdxEvents.class).send(new StudentRegistrationCompleted(BOB));

            List<Meter> ours = context.getBean(MeterRegistry.class).getMeters().stream()
                    .filter(meter ->
                            HookMeter.EVENT.getName().equals(meter.getId().getName()))
                    .toList();
            assertThat(ours)
                    .singleElement()
                    .satisfies(meter -> assertThat(meter.getId().getTags()).hasSize(2));
        });
    }

    @Test
    void withoutATracerThereAreNoSpans() {
        withoutTracer.run(
                context -> assertThat(context).hasSingleBean(Tracer.class).doesNotHaveBean(HookSpans.class));
        runner.withClassLoader(new FilteredClassLoader(ObservationRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("openEdxHookSpans"));
    }

    private void assertStepsBelowFilter() {
        SimpleSpan filter = span("filter " + ENROLLMENT);
        for (String step : List.of("first", "later", "last")) {
            assertThat(span(step).context().parentId())
                    .as(step)
                    .isEqualTo(filter.context().spanId());
            assertThat(span(step).getTags()).containsEntry("step", step).containsEntry("outcome", "completed");
        }
        assertThat(filter.getTags()).containsEntry("outcome", "completed");
    }

    private List<String> names() {
        return tracer.getSpans().stream()
                .map(SimpleSpan::getName)
                .sorted(Comparator.comparing((String name) -> !name.contains(" "))
                        .thenComparing(name -> name))
                .toList();
    }

    private SimpleSpan span(String name) {
        return tracer.getSpans().stream()
                .filter(span -> name.equals(span.getName()))
                .findFirst()
                .orElseThrow();
    }

    private static CourseEnrollmentStarted started() {
        return new CourseEnrollmentStarted(BOB, CourseKey.parse("course-v1:edX+DemoX+Demo"), "audit");
    }

    record Pending(CompletableFuture<Object> result) {

        @Order(1)
        @EventListener
        CompletableFuture<Object> receive(StudentRegistrationCompleted event) {
            return result;
        }
    }

    @Configuration("parts")
    static class Parts {

        @EventListener
        void greets(StudentRegistrationCompleted event) {}

        @EventListener
        void fails(StudentRegistrationCompleted event) {
            throw new IllegalStateException("down");
        }

        @EventListener(condition = "false")
        void isNotInterested(StudentRegistrationCompleted event) {}

        @Bean
        PipelineStep<CourseEnrollmentStarted> first() {
            return (filter, context) -> filter;
        }

        @Bean
        AsyncPipelineStep<CourseEnrollmentStarted> later() {
            return (filter, context) -> CompletableFuture.supplyAsync(
                    () -> filter, CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> last(ApplicationContext context) {
            return (filter, filterContext) -> filter;
        }
    }
}

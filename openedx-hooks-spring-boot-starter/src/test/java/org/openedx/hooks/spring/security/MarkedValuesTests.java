/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.security;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Logger;
import io.micrometer.tracing.test.simple.SimpleTracer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.event.BadgeAwarded;
import org.openedx.hooks.learning.event.BadgeRevoked;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.security.Marked.MARK;

/**
 * Sends every event and runs every filter with marked values, with receivers and steps that go wrong in every way, and
 * looks for the marks in everything that the application says.
 */
class MarkedValuesTests {

    private static final List<String> STEPS = List.of("fails", "failsCheckedly", "returnsSomethingElse", "neverEnds");

    private static final PrintStream CONSOLE = System.out;

    private static final ByteArrayOutputStream OUTPUT = new ByteArrayOutputStream();

    private static final List<Throwable> THROWN = new ArrayList<>();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final AtomicInteger HEARD = new AtomicInteger();

    private static final AtomicInteger HEARD_ASYNCHRONOUSLY = new AtomicInteger();

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void runEverything() {
        System.setOut(new PrintStream(OUTPUT, true, StandardCharsets.UTF_8));
        List<String> properties = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.mvc.problemdetails.enabled=true",
                "--management.endpoints.web.exposure.include=*",
                "--management.endpoint.health.show-details=always",
                "--management.simple.metrics.export.enabled=true",
                "--management.tracing.sampling.probability=1",
                "--logging.level.org.openedx.hooks.audit=debug",
                "--openedx.hooks.filters.validation=lenient",
                "--openedx.hooks.recent=1000",
                "--open-edx-filters-config[org.openedx.learning.nothing.like.this.v1].secret=" + MARK + "-option"));
        for (HookDefinition filter : filters()) {
            String entry = "--open-edx-filters-config[%s]".formatted(filter.type());
            for (int i = 0; i < STEPS.size(); i++) {
                properties.add("%s.pipeline[%d].step=%s".formatted(entry, i, STEPS.get(i)));
                properties.add("%s.pipeline[%d].timeout=%s".formatted(entry, i, i == 3 ? "2ms" : "1m"));
            }
            properties.add(entry + ".pipeline[4]=ends");
            properties.add(entry + ".pipeline[5]=missing");
            properties.add(entry + ".log-level=info");
            properties.add(entry + ".secret=" + MARK + "-option");
        }
        application = new SpringApplicationBuilder(Application.class).run(properties.toArray(String[]::new));
        sendEverything();
        runAllFilters();
    }

    private static void sendEverything() {
        OpenEdxEvents events = application.getBean(OpenEdxEvents.class);
        TransactionTemplate transaction = application.getBean(TransactionTemplate.class);
        for (HookDefinition definition : hooks(HookKind.EVENT)) {
            OpenEdxEvent event = (OpenEdxEvent) Marked.record(definition.hookClass());
            events.send(event).failures().stream()
                    .map(ReceiverFailure::exception)
                    .forEach(THROWN::add);
            transaction.executeWithoutResult(status -> events.sendAfterCommit(event));
        }
        try {
            events.send(new NoHook(MARK));
        } catch (IllegalArgumentException ex) {
            THROWN.add(ex);
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> HEARD_ASYNCHRONOUSLY.get() == HEARD.get());
    }

    private static void runAllFilters() {
        OpenEdxFilters filters = application.getBean(OpenEdxFilters.class);
        for (HookDefinition definition : filters()) {
            OpenEdxFilter filter = (OpenEdxFilter) Marked.record(definition.hookClass());
            attempt(() -> filters.run(filter));
            attempt(() -> filters.runAsync(filter).join());
        }
    }

    private static void attempt(Runnable run) {
        try {
            run.run();
        } catch (OpenEdxFilterException | CompletionException | CancellationException ex) {
            THROWN.add(ex);
        }
    }

    @AfterAll
    static void stop() {
        application.close();
        ((Logger) LoggerFactory.getLogger("org.openedx.hooks.audit")).setLevel(null);
        System.setOut(CONSOLE);
    }

    @Test
    @DisplayName("PII-3: what is logged has no value of the data")
    void theConsoleHasNoMark() {
        String output = OUTPUT.toString(StandardCharsets.UTF_8);

        assertThat(output)
                .contains(
                        "Receiver markedValuesTests.Application#failsCheckedly of",
                        "Receiver markedValuesTests.Application#failsAfterCommit of",
                        "Receiver markedValuesTests.Application#failsAsynchronously of",
                        "Receiver markedValuesTests.Application#hasAWrongCondition of",
                        "Receiver ApplicationListener of",
                        "HookRecursionException",
                        "StepTimeoutException",
                        "Step returnsSomethingElse returned a",
                        "was stopped by its step ends",
                        "was halted by its step ends",
                        "openedx.hooks.audit",
                        "openedx.hooks.filter.runs",
                        "no bean or class is named \"missing\"");
        assertThat(output.lines().filter(line -> line.contains(MARK))).isEmpty();
    }

    @Test
    void exceptionsHaveNoMarkAndNeitherHaveTheirCauses() {
        assertThat(THROWN).hasSizeGreaterThan(200);
        assertThat(THROWN.stream().flatMap(MarkedValuesTests::all).map(Throwable::toString))
                .anyMatch(text -> text.contains("InvalidHookException"))
                .noneMatch(text -> text.contains(MARK));
    }

    @Test
    void anExceptionForAMissingComponentNamesItAndNoOther() {
        List<String> messages = new ArrayList<>();
        for (HookDefinition hook : application.getBean(HookCatalog.class).definitions()) {
            Object[] values = Marked.values(hook.hookClass());
            RecordComponent[] components = hook.hookClass().getRecordComponents();
            for (int i = 0; i < values.length; i++) {
                Object[] incomplete = values.clone();
                incomplete[i] = components[i].getType().isPrimitive() ? values[i] : null;
                try {
                    Marked.create(hook.hookClass(), incomplete);
                } catch (NullPointerException ex) {
                    assertThat(ex).hasMessageContaining(components[i].getName());
                    messages.add(ex.getMessage());
                }
            }
        }
        assertThat(messages).hasSizeGreaterThan(100).noneMatch(message -> message.contains(MARK));
    }

    @Test
    void theEndpointHasNoMark() throws Exception {
        assertThat(get("/actuator/openedxhooks")).contains("sentUnheard").doesNotContain(MARK);
        for (HookDefinition hook : application.getBean(HookCatalog.class).definitions()) {
            assertThat(get("/actuator/openedxhooks/" + hook.type()))
                    .contains("lastFailure")
                    .doesNotContain(MARK);
        }
    }

    @Test
    void noMeterHasAMark() throws Exception {
        List<String> meters = Stream.of(get("/actuator/metrics").split("\""))
                .filter(name -> name.startsWith("openedx."))
                .toList();
        assertThat(meters)
                .contains(
                        "openedx.hooks.event",
                        "openedx.hooks.event.receiver",
                        "openedx.hooks.filter",
                        "openedx.hooks.filter.step");
        for (String meter : meters) {
            assertThat(get("/actuator/metrics/" + meter))
                    .contains("\"availableTags\"")
                    .doesNotContain(MARK);
        }
    }

    @Test
    void healthHasNoMark() throws Exception {
        assertThat(get("/actuator/health", HttpStatus.SERVICE_UNAVAILABLE))
                .contains("openEdxHooks", "OUT_OF_SERVICE")
                .doesNotContain(MARK);
    }

    @Test
    void noSpanHasAMark() {
        SimpleTracer tracer = application.getBean(SimpleTracer.class);
        assertThat(tracer.getSpans())
                .hasSizeGreaterThan(500)
                .allSatisfy(span -> assertThat(span.getName() + span.getTags() + span.getEvents() + span.getError())
                        .doesNotContain(MARK));
    }

    private static Stream<Throwable> all(Throwable thrown) {
        return Stream.concat(
                Stream.iterate(thrown, t -> t != null, Throwable::getCause), Stream.of(thrown.getSuppressed()));
    }

    private static String get(String path) throws IOException, InterruptedException {
        return get(path, HttpStatus.OK);
    }

    private static String get(String path, HttpStatus expected) throws IOException, InterruptedException {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        var response = CLIENT.send(request, BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(expected.value());
        return response.body();
    }

    private static List<HookDefinition> filters() {
        return hooks(HookKind.FILTER);
    }

    private static List<HookDefinition> hooks(HookKind kind) {
        return HookCatalog.load(MarkedValuesTests.class.getClassLoader()).definitions().stream()
                .filter(hook ->
                        hook.kind() == kind && hook.hookClass().getPackageName().startsWith("org.openedx.hooks."))
                .toList();
    }

    /** Looks like an event, but its definition is missing. */
    record NoHook(String marked) implements OpenEdxEvent {}

    /** Fails as users' code does, but says nothing of what it has seen. */
    static final class Unhappy extends Exception {

        private static final long serialVersionUID = 1L;

        Unhappy() {
            super("It does not work.", null, false, false);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    static class Application {

        @EventListener
        @Order(1)
        void failsCheckedly(OpenEdxEvent event) throws Unhappy {
            HEARD.incrementAndGet();
            throw new Unhappy();
        }

        @EventListener(condition = "#event.toString() != null")
        @Order(2)
        void failsBehindACondition(OpenEdxApplicationEvent<?> event) throws Unhappy {
            throw new Unhappy();
        }

        @EventListener(condition = "#event.nothingLikeThis")
        @Order(3)
        void hasAWrongCondition(OpenEdxEvent event) {}

        @TransactionalEventListener
        void failsAfterCommit(OpenEdxEvent event) throws Unhappy {
            throw new Unhappy();
        }

        @Async
        @EventListener
        @Order(4)
        public void failsAsynchronously(OpenEdxEvent event) throws Unhappy {
            HEARD_ASYNCHRONOUSLY.incrementAndGet();
            throw new Unhappy();
        }

        @Bean
        Sender sender(ApplicationContext context) {
            return new Sender(context);
        }

        @Bean
        ApplicationListener<OpenEdxApplicationEvent<BadgeRevoked>> isNoneOfOurs() {
            return new Foreign();
        }

        @Bean
        SimpleTracer tracer() {
            return new SimpleTracer();
        }

        @Bean
        PipelineStep<OpenEdxFilter> fails() {
            return (filter, context) -> {
                throw new IllegalStateException("It does not work.");
            };
        }

        @Bean
        PipelineStep<OpenEdxFilter> failsCheckedly() {
            AsyncPipelineStep<OpenEdxFilter> step = (filter, context) -> CompletableFuture.failedFuture(new Unhappy());
            return step;
        }

        @Bean
        PipelineStep<OpenEdxFilter> returnsSomethingElse() {
            return (filter, context) -> filter instanceof CourseEnrollmentStarted
                    ? Marked.record(CourseUnenrollmentStarted.class)
                    : Marked.record(CourseEnrollmentStarted.class);
        }

        @Bean
        NeverEnds neverEnds() {
            return new NeverEnds();
        }

        @Bean
        PipelineStep<OpenEdxFilter> ends() {
            AtomicInteger runs = new AtomicInteger();
            return (filter, context) -> {
                if (runs.getAndIncrement() % 3 != 0) {
                    return null;
                }
                throw new OpenEdxFilterException("No.", null, null, Map.of("filter", filter));
            };
        }
    }

    static final class NeverEnds implements AsyncPipelineStep<OpenEdxFilter> {

        @Override
        public CompletionStage<OpenEdxFilter> runFilterAsync(OpenEdxFilter filter, FilterContext context) {
            return new CompletableFuture<>();
        }
    }

    static final class Foreign implements ApplicationListener<OpenEdxApplicationEvent<BadgeRevoked>> {

        @Override
        public void onApplicationEvent(OpenEdxApplicationEvent<BadgeRevoked> event) {
            throw new IllegalStateException("It does not work.");
        }
    }

    /** Sends what it receives, without end. */
    static final class Sender {

        private final ApplicationContext context;

        Sender(ApplicationContext context) {
            this.context = context;
        }

        @EventListener
        @Order(0)
        void sendsItAgain(BadgeAwarded event) {
            context.getBean(OpenEdxEvents.class).send(event);
        }
    }
}

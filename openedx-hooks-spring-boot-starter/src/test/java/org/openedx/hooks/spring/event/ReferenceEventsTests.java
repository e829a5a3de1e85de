/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What {@code openedx_events} does when an event is sent, recorded from Python in {@code reference/event_traces.json},
 * and what the starter does in the same situation. The recording names the situations; this class says what they are in
 * Java.
 */
class ReferenceEventsTests {

    private static final String NO_ARGUMENTS =
            "an event is a record: what is missing, misnamed or of another type does not compile";

    private static final String NO_SIGNATURES = "a receiver's parameter is the event, not a list of named arguments";

    private static final String EVENT_BUS = "a hand-over to the event bus, which is not part of sending";

    /** What cannot be said in Java, and why. */
    private static final Map<String, String> NOT_APPLICABLE = Map.ofEntries(
            Map.entry("missing_argument_count", NO_ARGUMENTS),
            Map.entry("no_arguments", NO_ARGUMENTS),
            Map.entry("right_count_wrong_name", NO_ARGUMENTS),
            Map.entry("argument_wrong_type", NO_ARGUMENTS),
            Map.entry("first_declared_problem_is_reported", NO_ARGUMENTS),
            Map.entry("validation_error_class_hierarchy", NO_ARGUMENTS),
            Map.entry("bool_accepted_for_int", NO_ARGUMENTS),
            Map.entry("disabled_skips_validation", NO_ARGUMENTS),
            Map.entry("disabled_still_validates_time", "an Instant has no time zone that could be wrong"),
            Map.entry("time_other_offset", "an Instant has no time zone that could be wrong"),
            Map.entry("time_wrong_type", NO_ARGUMENTS),
            Map.entry("receiver_connected_with_a_sender_never_runs", "receivers do not choose a sender"),
            Map.entry("weakly_connected_local_receiver_is_lost", "receivers are beans, and these stay"),
            Map.entry("receiver_without_var_kwargs_robust", NO_SIGNATURES),
            Map.entry("connect_receiver_without_var_kwargs_debug", NO_SIGNATURES),
            Map.entry("receiver_picks_arguments_by_name", NO_SIGNATURES),
            Map.entry("testing_enable_unknown_type", "test support, in a module of its own"),
            Map.entry("bus_two_enabled_topics", EVENT_BUS),
            Map.entry("bus_not_resent_when_from_event_bus", EVENT_BUS),
            Map.entry("bus_producer_raises", EVENT_BUS),
            Map.entry("bus_producer_raises_not_robust", EVENT_BUS),
            Map.entry("bus_no_config_for_event", EVENT_BUS),
            Map.entry("bus_no_producer_configured", EVENT_BUS),
            Map.entry("bus_producer_setting_unimportable", EVENT_BUS),
            Map.entry("bus_producer_setting_wrong_type", EVENT_BUS),
            Map.entry("bus_enabled_value_1_is_not_true", EVENT_BUS));

    private static final Thing THING = new Thing(1);

    private static final ThingHappened HAPPENED = new ThingHappened(THING);

    private static final EventMetadata THEIRS = theirs("org.openedx.trace.thing.happened.v1");

    private static final EventMetadata OF_ANOTHER_TYPE = theirs("org.openedx.trace.something.other.happened.v1");

    private static final String NOT_ROBUST = "openedx.hooks.events.robust=false";

    private static final String OFF = "openedx.hooks.enabled.all=false";

    /** The situations in which we do what Python does. */
    private static final Map<String, Situation> AS_IN_PYTHON = Stream.of(
                    new Situation("no_receivers"),
                    new Situation("receivers_in_connection_order").three(),
                    new Situation("robust_failing_receiver_among_several")
                            .threeOfWhichTheSecond(ReferenceEventsTests::boom),
                    new Situation("not_robust_failing_receiver")
                            .with(NOT_ROBUST)
                            .threeOfWhichTheSecond(ReferenceEventsTests::boom),
                    new Situation("settings_DEBUG_true_failing_receiver")
                            .with(NOT_ROBUST)
                            .threeOfWhichTheSecond(ReferenceEventsTests::boom),
                    new Situation("settings_DEBUG_true_all_good")
                            .with(NOT_ROBUST)
                            .three(),
                    new Situation("allow_send_event_failure_failing_receiver")
                            .with(NOT_ROBUST)
                            .threeOfWhichTheSecond(ReferenceEventsTests::boom),
                    new Situation("robust_receiver_raises_base_exception").threeOfWhichTheSecond(run -> {
                        throw new InternalError("");
                    }),
                    new Situation("subclass_instance_is_accepted")
                            .three()
                            .sends(new BothHappened(THING, new SpecialOther())),
                    new Situation("event_without_data").three().sends(new NothingHappened()),
                    new Situation("disabled").with(OFF).three(),
                    new Situation("disabled_custom_metadata").with(OFF).three().does(run -> run.resend(THEIRS)),
                    new Situation("enabled_again").with(OFF).three().does(run -> {
                        run.context
                                .getBean(HookSwitches.class)
                                .of(OpenEdxPublicSignal.of(ThingHappened.class).type())
                                .set(true);
                        run.send(HAPPENED);
                    }),
                    new Situation("metadata_defaults").grab(),
                    new Situation("metadata_service_name")
                            .with("openedx.hooks.service-name=cms", "spring.application.name=lms")
                            .grab(),
                    new Situation("metadata_service_variant")
                            .with("spring.application.name=lms")
                            .grab(),
                    new Situation("time_given_utc")
                            .grab()
                            .does(run -> run.result =
                                    run.events().send(HAPPENED, Instant.parse("2024-05-06T07:08:09.123456Z"))),
                    new Situation("metadata_id_differs_per_send").grab().does(run -> {
                        run.send(HAPPENED);
                        run.send(HAPPENED);
                        assertThat(run.metadata)
                                .doesNotHaveDuplicates()
                                .extracting(EventMetadata::id)
                                .doesNotHaveDuplicates();
                    }),
                    new Situation("custom_metadata").grab().does(run -> {
                        run.resend(THEIRS);
                        assertThat(run.metadata).singleElement().isSameAs(THEIRS);
                    }),
                    new Situation("custom_metadata_of_another_event_type")
                            .grab()
                            .does(run -> {
                                run.resend(OF_ANOTHER_TYPE);
                                assertThat(run.metadata).singleElement().isSameAs(OF_ANOTHER_TYPE);
                            }),
                    new Situation("same_receiver_connected_twice_runs_once").listeners(Twice.class),
                    new Situation("disconnected").three().does(run -> {
                        run.listeners().forEach(run.context::removeApplicationListener);
                        run.send(HAPPENED);
                    }),
                    new Situation("nested_event_with_failing_inner_receiver")
                            .receiver(
                                    "outer_r",
                                    ThingHappened.class,
                                    run -> run.events().send(new InnerHappened(THING)))
                            .receiver("first", InnerHappened.class, run -> {})
                            .receiver("second", InnerHappened.class, run -> {
                                throw new IllegalArgumentException("inner boom");
                            })
                            .receiver("third", InnerHappened.class, run -> {}),
                    new Situation("event_sent_from_its_own_receiver")
                            .receiver("recursive", ThingHappened.class, run -> {
                                if (run.calls.size() < 3) {
                                    run.events().send(HAPPENED);
                                }
                            }),
                    new Situation("receiver_connected_during_dispatch_waits_for_next")
                            .receiver(
                                    "connector",
                                    ThingHappened.class,
                                    run -> run.context.addApplicationListener(
                                            (OpenEdxApplicationEvent<?> event) -> run.called("late", event))))
            .collect(LinkedHashMap::new, (map, situation) -> map.put(situation.name, situation), Map::putAll);

    /** The situations in which we do something else on purpose, and what; the decision record says why. */
    private static final Map<String, Difference> DIFFERENCES = Stream.of(
                    accepted(new Situation("falsy_argument_int_zero").three().sends(new ValueHappened(0))),
                    accepted(
                            new Situation("falsy_argument_empty_string").three().sends(new ValueHappened(""))),
                    accepted(new Situation("falsy_argument_false").three().sends(new ValueHappened(false))),
                    accepted(new Situation("falsy_argument_zero_float").three().sends(new ValueHappened(0.0))),
                    accepted(new Situation("falsy_argument_sized_zero_object")
                            .three()
                            .sends(new ValueHappened(List.of()))),
                    accepted(new Situation("data_key_named_metadata").three().sends(new MetadataHappened(THING))),
                    accepted(new Situation("data_key_named_time_is_taken_as_the_time_argument")
                            .three()
                            .sends(new TimeHappened(THING))),
                    new Difference(
                            new Situation("receiver_returns_an_exception_object")
                                    .three()
                                    .listeners(ReturnsException.class),
                            run -> {
                                assertThat(run.calls)
                                        .containsExactly("first", "second", "third", "returns_exception", "published");
                                assertThat(run.failures()).isEmpty();
                            }),
                    new Difference(
                            new Situation("custom_metadata_none").grab().does(run -> run.resend(nothing())), run -> {
                                assertThat(run.thrown)
                                        .isInstanceOf(NullPointerException.class)
                                        .hasMessage("metadata");
                                assertThat(run.calls).isEmpty();
                            }),
                    new Difference(
                            new Situation("async_receiver")
                                    .listeners(AsyncReceiver.class)
                                    .receiver("sync_after", ThingHappened.class, run -> {})
                                    .receiver("sync_last", ThingHappened.class, run -> {}),
                            run -> {
                                assertThat(run.calls).containsExactly("sync_after", "sync_last");
                                assertThat(run.failures()).isEmpty();
                                assertThat(run.context
                                                .getBean(AsyncReceiver.class)
                                                .runs())
                                        .isTrue();
                            }),
                    new Difference(
                            new Situation("raw_send_robust")
                                    .receiver("first", ThingHappened.class, run -> {})
                                    .listeners(TakesPayload.class)
                                    .does(run -> run.context.publishEvent(HAPPENED)),
                            run -> {
                                assertThat(run.calls).containsExactly("payload");
                                assertThat(run.logged(Level.WARN))
                                        .singleElement()
                                        .extracting(ILoggingEvent::getFormattedMessage)
                                        .asString()
                                        .contains("OpenEdxEvents.send (SND-8)");
                            }),
                    new Difference(
                            new Situation("duplicate_event_type_registration")
                                    .does(run -> HookCatalog.load(ReferenceEventsTests.class.getClassLoader())
                                            .with(List.of(ThingHappened.class, Again.ThingHappened.class))),
                            run -> assertThat(run.thrown)
                                    .isInstanceOf(IllegalStateException.class)
                                    .hasMessageContaining("is defined twice")),
                    new Difference(
                            new Situation("lookup_unknown_type")
                                    .does(run -> assertThat(run.context
                                                    .getBean(HookCatalog.class)
                                                    .find("nope"))
                                            .isEmpty()),
                            run -> assertThat(run.thrown).isNull()))
            .collect(LinkedHashMap::new, (map, other) -> map.put(other.situation.name, other), Map::putAll);

    private static Difference accepted(Situation situation) {
        return new Difference(situation, run -> {
            assertThat(run.thrown).isNull();
            assertThat(run.calls).containsExactly("first", "second", "third");
            assertThat(run.failures()).isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> sendingDoesWhatItDoesInPython() throws IOException {
        return scenarios()
                .filter(scenario -> AS_IN_PYTHON.containsKey(name(scenario)))
                .map(scenario -> DynamicTest.dynamicTest(
                        name(scenario),
                        () -> Objects.requireNonNull(AS_IN_PYTHON.get(name(scenario)))
                                .run(run -> run.compareWith(scenario))));
    }

    @TestFactory
    Stream<DynamicTest> sendingDiffersOnPurpose() {
        return DIFFERENCES.values().stream()
                .map(difference -> DynamicTest.dynamicTest(
                        difference.situation.name, () -> difference.situation.run(difference.check)));
    }

    @Test
    void everyScenarioIsRunOrExcludedForAReason() throws IOException {
        List<String> names = scenarios().map(ReferenceEventsTests::name).toList();
        List<String> accounted = Stream.of(AS_IN_PYTHON.keySet(), DIFFERENCES.keySet(), NOT_APPLICABLE.keySet())
                .flatMap(Set::stream)
                .toList();
        assertThat(accounted).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(names);
        assertThat(names).hasSize(64);
        System.out.printf(
                "event traces: %d as in Python, %d differ on purpose, %d not applicable%n",
                AS_IN_PYTHON.size(), DIFFERENCES.size(), NOT_APPLICABLE.size());
    }

    @Test
    void theDecisionRecordNamesEveryDifference() throws IOException {
        String decision = Files.readString(Path.of("../docs/decisions/0007-differences-from-python-events.md"));
        assertThat(DIFFERENCES.keySet()).allSatisfy(name -> assertThat(decision).contains("`" + name + "`"));
    }

    private static Stream<JsonNode> scenarios() throws IOException {
        try (InputStream in = ReferenceEventsTests.class.getResourceAsStream("/reference/event_traces.json")) {
            return JsonMapper.shared()
                    .readTree(Objects.requireNonNull(in))
                    .get("scenarios")
                    .valueStream()
                    .toList()
                    .stream();
        }
    }

    private static String name(JsonNode scenario) {
        return scenario.get("name").asString();
    }

    private static void boom(Run run) {
        throw new IllegalArgumentException("boom");
    }

    private static EventMetadata theirs(String type) {
        return new EventMetadata(
                HookType.of(type),
                new UUID(1, 2),
                3,
                "openedx/elsewhere/web",
                "there",
                Instant.EPOCH,
                List.of(11, 2, 0));
    }

    /** What no checked code passes. */
    @SuppressWarnings({"TypeParameterUnusedInFormals", "NullAway"})
    private static <T> T nothing() {
        return null;
    }

    /** What a recording's name means in Java. */
    private static final class Situation {

        private final String name;

        private final List<String> properties = new ArrayList<>();

        private final List<NamedReceiver> receivers = new ArrayList<>();

        private final List<Class<?>> listeners = new ArrayList<>();

        private Consumer<Run> action = run -> run.send(HAPPENED);

        Situation(String name) {
            this.name = name;
        }

        Situation with(String... values) {
            properties.addAll(List.of(values));
            return this;
        }

        Situation receiver(String receiver, Class<? extends OpenEdxEvent> type, Consumer<Run> does) {
            receivers.add(new NamedReceiver(receiver, type, does));
            return this;
        }

        Situation three() {
            return threeOfWhichTheSecond(run -> {});
        }

        Situation threeOfWhichTheSecond(Consumer<Run> does) {
            return receiver("first", OpenEdxEvent.class, run -> {})
                    .receiver("second", OpenEdxEvent.class, does)
                    .receiver("third", OpenEdxEvent.class, run -> {});
        }

        Situation grab() {
            return receiver("grab", OpenEdxEvent.class, run -> {});
        }

        Situation listeners(Class<?> type) {
            listeners.add(type);
            return this;
        }

        Situation sends(OpenEdxEvent event) {
            return does(run -> run.send(event));
        }

        Situation does(Consumer<Run> what) {
            this.action = what;
            return this;
        }

        void run(Consumer<Run> check) {
            Run run = new Run();
            ApplicationContextRunner runner = new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class))
                    .withPropertyValues(properties.toArray(String[]::new))
                    .withBean(Run.class, () -> run);
            for (Class<?> listener : listeners) {
                runner = runner.withUserConfiguration(listener);
            }
            for (NamedReceiver receiver : receivers) {
                runner = runner.withBean(receiver.name, Receiver.class, () -> new Receiver(receiver, run));
            }
            Logger log = (Logger) LoggerFactory.getLogger("org.openedx.hooks.event");
            log.addAppender(run.log);
            run.log.start();
            try {
                runner.run(context -> {
                    run.context = context.getSourceApplicationContext(AbstractApplicationContext.class);
                    try {
                        action.accept(run);
                    } catch (Throwable ex) {
                        run.thrown = ex;
                    }
                    check.accept(run);
                });
            } finally {
                log.detachAppender(run.log);
            }
        }
    }

    /** What happened in a situation. */
    static final class Run {

        private final List<String> calls = new ArrayList<>();

        private final List<Set<String>> data = new ArrayList<>();

        private final List<Boolean> fromEventBus = new ArrayList<>();

        private final List<EventMetadata> metadata = new ArrayList<>();

        private final ListAppender<ILoggingEvent> log = new ListAppender<>();

        private AbstractApplicationContext context = nothing();

        private SendResult result = SendResult.notSent();

        private @Nullable Throwable thrown;

        OpenEdxEvents events() {
            return context.getBean(OpenEdxEvents.class);
        }

        void send(OpenEdxEvent event) {
            result = events().send(event);
        }

        void resend(EventMetadata theirs) {
            result = events().resend(HAPPENED, theirs);
        }

        void called(String receiver, OpenEdxApplicationEvent<?> event) {
            calls.add(receiver);
            metadata.add(event.metadata());
            fromEventBus.add(event.isFromEventBus());
            Set<String> arguments = new java.util.TreeSet<>(Set.of("metadata", "from_event_bus"));
            OpenEdxPublicSignal.of(event.getPayload().getClass())
                    .components()
                    .forEach(component -> arguments.add(component.name()));
            data.add(arguments);
        }

        List<ApplicationListener<?>> listeners() {
            return context.getApplicationListeners().stream()
                    .filter(ReceiverListener.class::isInstance)
                    .toList();
        }

        List<String> failures() {
            return result.failures().stream()
                    .map(failure -> failure.receiver().replaceFirst("#.*", "") + ": "
                            + failure.exception().getMessage())
                    .toList();
        }

        List<ILoggingEvent> logged(Level level) {
            return log.list.stream().filter(event -> event.getLevel() == level).toList();
        }

        void compareWith(JsonNode scenario) {
            if (scenario.get("outcome").asString().equals("raised")) {
                assertThat(thrown)
                        .isExactlyInstanceOf(javaClass(scenario.get("exception").asString()))
                        .hasMessage(scenario.get("message").asString());
            } else {
                assertThat(thrown).isNull();
            }
            JsonNode expected = scenario.get("calls");
            assertThat(calls).isEqualTo(texts(expected, "receiver"));
            assertThat(fromEventBus)
                    .isEqualTo(expected.valueStream()
                            .map(call -> call.get("from_event_bus").asBoolean())
                            .toList());
            assertThat(data)
                    .isEqualTo(expected.valueStream()
                            .map(call -> Set.copyOf(call.get("kwargs")
                                    .valueStream()
                                    .map(JsonNode::asString)
                                    .toList()))
                            .toList());
            if (scenario.has("responses")) {
                assertThat(failures()).isEqualTo(failures(scenario.get("responses")));
            }
            assertThat(logged(Level.ERROR))
                    .hasSameSizeAs(scenario.get("logs")
                            .valueStream()
                            .filter(line -> line.get("level").asString().equals("ERROR"))
                            .toList())
                    .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNotNull());
            if (scenario.has("value") && scenario.get("value").has("source")) {
                compareMetadata(scenario.get("value"));
            }
        }

        private void compareMetadata(JsonNode value) {
            assertThat(metadata).singleElement().satisfies(made -> {
                assertThat(made.type())
                        .isEqualTo(OpenEdxPublicSignal.of(ThingHappened.class).type());
                assertThat(made.minorVersion())
                        .isEqualTo(value.get("minorversion").asInt());
                assertThat(made.source()).isEqualTo(value.get("source").asString());
                assertThat(made.id().version())
                        .isEqualTo(value.get("id_version").asInt());
                String time = value.get("time").asString();
                if (time.equals("<now>")) {
                    assertThat(made.time()).isBetween(Instant.now().minusSeconds(10), Instant.now());
                } else {
                    assertThat(made.time())
                            .isEqualTo(java.time.OffsetDateTime.parse(time).toInstant());
                }
                assertThat(made.sourceLib()).hasSameSizeAs(value.get("sourcelib"));
            });
        }

        private static List<String> failures(JsonNode responses) {
            return responses
                    .valueStream()
                    .filter(response -> response.get("response").has("$exception"))
                    .map(response -> response.get("receiver").asString() + ": "
                            + response.get("response").get("message").asString())
                    .toList();
        }

        private static List<String> texts(JsonNode list, String field) {
            return list.valueStream().map(item -> item.get(field).asString()).toList();
        }

        private static Class<? extends Throwable> javaClass(String exception) {
            return switch (exception) {
                case "ValueError" -> IllegalArgumentException.class;
                case "KeyboardInterrupt" -> InternalError.class;
                default -> throw new IllegalArgumentException(exception);
            };
        }
    }

    private record Difference(Situation situation, Consumer<Run> check) {}

    record NamedReceiver(String name, Class<? extends OpenEdxEvent> type, Consumer<Run> does) {}

    static final class Receiver {

        private final NamedReceiver named;

        private final Run run;

        Receiver(NamedReceiver named, Run run) {
            this.named = named;
            this.run = run;
        }

        @EventListener
        void receive(OpenEdxApplicationEvent<?> event) {
            if (named.type.isInstance(event.getPayload())) {
                run.called(named.name, event);
                named.does.accept(run);
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Twice {

        private final Run run;

        Twice(Run run) {
            this.run = run;
        }

        @EventListener({ThingHappened.class, ThingHappened.class})
        void dup(OpenEdxApplicationEvent<ThingHappened> event) {
            run.called("dup", event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ReturnsException {

        private final Run run;

        ReturnsException(Run run) {
            this.run = run;
        }

        @EventListener
        @Order
        IllegalArgumentException receive(OpenEdxApplicationEvent<ThingHappened> event) {
            run.called("returns_exception", event);
            return new IllegalArgumentException("returned");
        }

        @EventListener
        void published(IllegalArgumentException returned) {
            run.calls.add("published");
        }
    }

    @EnableAsync
    @Configuration
    static class AsyncReceiver {

        private final CountDownLatch sent = new CountDownLatch(1);

        private final CountDownLatch done = new CountDownLatch(1);

        @Async
        @EventListener
        public void receive(ThingHappened event) throws InterruptedException {
            if (sent.await(5, TimeUnit.SECONDS)) {
                done.countDown();
            }
        }

        /** It waits for this call, so that it cannot have run before. */
        public boolean runs() {
            sent.countDown();
            try {
                return done.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TakesPayload {

        private final Run run;

        TakesPayload(Run run) {
            this.run = run;
        }

        @EventListener
        void receive(ThingHappened event) {
            run.calls.add("payload");
        }
    }

    record Thing(int x) {}

    /** Something that has subclasses. */
    static class Other {}

    static final class SpecialOther extends Other {}

    @EventHook(type = "org.openedx.trace.thing.happened.v1", minorVersion = 4)
    record ThingHappened(Thing thing) implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.trace.both.happened.v1")
    record BothHappened(Thing thing, Other other) implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.trace.nothing.happened.v1")
    record NothingHappened() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.trace.inner.happened.v1")
    record InnerHappened(Thing thing) implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.trace.value.happened.v1")
    record ValueHappened(Object v) implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.trace.metadata.happened.v1")
    record MetadataHappened(Thing metadata) implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.trace.time.happened.v1")
    record TimeHappened(Thing time) implements OpenEdxEvent {}

    /** Another class of the same event. */
    private static final class Again {

        @EventHook(type = "org.openedx.trace.thing.happened.v1")
        record ThingHappened() implements OpenEdxEvent {}
    }
}

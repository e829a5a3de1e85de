/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.ResolvableTypeProvider;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.support.TaskUtils;

/** Sending an event to receivers, beside Spring's publisher, Guava's event bus and plain calls. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 400, timeUnit = TimeUnit.MILLISECONDS)
public class EventBenchmark {

    @Benchmark
    public SendResult send(Hooks hooks) {
        return hooks.events.send(Samples.ENROLLED);
    }

    @Benchmark
    public SendResult sendDisabled(DisabledHooks hooks) {
        return hooks.events.send(Samples.ENROLLED);
    }

    @Benchmark
    public SendResult sendOneFailing(FailingHooks hooks) {
        return hooks.events.send(Samples.ENROLLED);
    }

    @Benchmark
    public void springPojoOneFailing(FailingSpring spring) {
        spring.context.publishEvent(Samples.ENROLLED);
    }

    @Benchmark
    public void springPojo(Spring spring) {
        spring.context.publishEvent(Samples.ENROLLED);
    }

    @Benchmark
    public void springApplicationEvent(Spring spring) {
        spring.context.publishEvent(new PlainEvent(spring));
    }

    /** Spring's own share of sending, to which nothing can be added but receivers: the event and its type are there. */
    @Benchmark
    public void springMadeBefore(Spring spring) {
        spring.context.publishEvent(MadeBefore.EVENT);
    }

    /** What Spring's envelope costs by itself: it reads the clock for its time stamp. */
    @Benchmark
    public Object springEnvelopeAlone() {
        return new PayloadApplicationEvent<>("source", Samples.ENROLLED, MadeBefore.TYPE);
    }

    /** What timing anything costs: two readings of the clock and one record. */
    @Benchmark
    public void timerAlone(TimerAlone alone) {
        long started = System.nanoTime();
        alone.timer.record(System.nanoTime() - started, TimeUnit.NANOSECONDS);
    }

    @Benchmark
    public void guavaEventBus(Guava guava) {
        guava.bus.post(Samples.ENROLLED);
    }

    @Benchmark
    public void loop(Loop loop) {
        for (Receiver receiver : loop.receivers) {
            receiver.receive(Samples.ENROLLED);
        }
    }

    /** The starter's own wiring, with receivers, with and without a meter registry. */
    @State(Scope.Benchmark)
    public static class Hooks {

        @Param({"0", "1", "5", "100"})
        public int receivers;

        @Param({"false", "true"})
        public boolean meters;

        private AnnotationConfigApplicationContext context;

        private OpenEdxEvents events;

        @Setup
        public void start() {
            context = new AnnotationConfigApplicationContext();
            if (meters) {
                context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
            }
            EventBenchmark.start(context, receivers, Map.of());
            events = context.getBean(OpenEdxEvents.class);
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** An event that is switched off. */
    @State(Scope.Benchmark)
    public static class DisabledHooks {

        private AnnotationConfigApplicationContext context;

        private OpenEdxEvents events;

        @Setup
        public void start() {
            context = new AnnotationConfigApplicationContext();
            EventBenchmark.start(context, 1, Map.of("openedx.hooks.enabled.all", "false"));
            events = context.getBean(OpenEdxEvents.class);
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** Five receivers, of which the first fails. */
    @State(Scope.Benchmark)
    public static class FailingHooks {

        @Param({"false", "true"})
        public boolean meters;

        private AnnotationConfigApplicationContext context;

        private OpenEdxEvents events;

        @Setup
        public void start() {
            context = new AnnotationConfigApplicationContext();
            if (meters) {
                context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
            }
            context.registerBean(FailingReceiver.class);
            EventBenchmark.start(context, 4, Map.of());
            events = context.getBean(OpenEdxEvents.class);
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** The same on Spring alone, with the error handler that makes it go on as the hooks do. */
    @State(Scope.Benchmark)
    public static class FailingSpring {

        private AnnotationConfigApplicationContext context;

        @Setup
        public void start() {
            context = new AnnotationConfigApplicationContext();
            context.registerBean("applicationEventMulticaster", SimpleApplicationEventMulticaster.class, () -> {
                SimpleApplicationEventMulticaster multicaster =
                        new SimpleApplicationEventMulticaster(context.getBeanFactory());
                multicaster.setErrorHandler(TaskUtils.LOG_AND_SUPPRESS_ERROR_HANDLER);
                return multicaster;
            });
            context.registerBean(FailingReceiver.class);
            registerReceivers(context, 4);
            context.refresh();
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** Spring alone. */
    @State(Scope.Benchmark)
    public static class Spring {

        @Param({"0", "1", "5", "100"})
        public int receivers;

        private AnnotationConfigApplicationContext context;

        @Setup
        public void start() {
            context = new AnnotationConfigApplicationContext();
            registerReceivers(context, receivers);
            context.refresh();
        }

        @TearDown
        public void stop() {
            context.close();
        }
    }

    /** A timer as the hooks have them. */
    @State(Scope.Benchmark)
    public static class TimerAlone {

        private final Timer timer = new SimpleMeterRegistry().timer("alone");
    }

    /** Guava's event bus. */
    @State(Scope.Benchmark)
    public static class Guava {

        @Param({"0", "1", "5", "100"})
        public int receivers;

        private EventBus bus;

        @Setup
        public void start() {
            bus = new EventBus();
            IntStream.range(0, receivers).forEach(i -> bus.register(new Receiver()));
        }
    }

    /** What a dispatch by hand would cost. */
    @State(Scope.Benchmark)
    public static class Loop {

        @Param({"0", "1", "5", "100"})
        public int count;

        private Receiver[] receivers;

        @Setup
        public void start() {
            receivers = IntStream.range(0, count).mapToObj(i -> new Receiver()).toArray(Receiver[]::new);
        }
    }

    private static void start(
            AnnotationConfigApplicationContext context, int receivers, Map<String, Object> properties) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("benchmark", properties));
        context.register(
                OpenEdxHooksAutoConfiguration.class,
                OpenEdxHooksObservabilityAutoConfiguration.class,
                OpenEdxEventsAutoConfiguration.class);
        registerReceivers(context, receivers);
        context.refresh();
    }

    private static void registerReceivers(AnnotationConfigApplicationContext context, int receivers) {
        for (int i = 0; i < receivers; i++) {
            context.registerBean("receiver" + i, Receiver.class);
        }
    }

    /** Does next to nothing, so that the way to it is what is measured. */
    public static class Receiver {

        public long received;

        @EventListener
        @Subscribe
        public void receive(CourseEnrollmentCreated event) {
            received += event.enrollment().user().id();
        }

        @EventListener
        public void receive(PlainEvent event) {
            received++;
        }
    }

    /** Fails. */
    public static class FailingReceiver {

        @EventListener
        @Order(Ordered.HIGHEST_PRECEDENCE)
        public void receive(CourseEnrollmentCreated event) {
            throw new IllegalStateException("down");
        }
    }

    /** Nobody listens to it. */
    public static class MadeBefore extends ApplicationEvent implements ResolvableTypeProvider {

        private static final long serialVersionUID = 1L;

        private static final MadeBefore EVENT = new MadeBefore();

        private static final ResolvableType TYPE = ResolvableType.forClass(MadeBefore.class);

        MadeBefore() {
            super("nobody");
        }

        @Override
        public ResolvableType getResolvableType() {
            return TYPE;
        }
    }

    /** An event of Spring's own kind. */
    public static class PlainEvent extends ApplicationEvent {

        private static final long serialVersionUID = 1L;

        PlainEvent(Object source) {
            super(source);
        }
    }
}

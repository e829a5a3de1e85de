/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.soak;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CertificateData;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.openedx.hooks.learning.event.CourseEnrollmentChanged;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.CourseUnenrollmentCompleted;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CertificateCreationRequested;
import org.openedx.hooks.learning.filter.CertificateRenderStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.openedx.hooks.learning.filter.StudentLoginRequested;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads send and filter for a while, receivers and steps go wrong, and meanwhile switches are flipped and pipelines
 * changed. Nothing is lost: everything that the callers and the parts have counted equals what the timers say.
 */
class SoakTests {

    private static final int THREADS = 8;

    private static final long LONGEST_SECONDS = 3600;

    private static final Duration DURATION =
            Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.getLong("openedx.soak.seconds", 8)));

    /** So long that a step which does not block ends in time, mostly; so short that those which do hold up nobody. */
    private static final Duration BLOCKS_FOR = Duration.ofMillis(200);

    /** Far more than what is under way at any time, far less than a few bytes for each of the calls. */
    private static final long HEAP_TOLERANCE = 6L << 20;

    private static final CourseKey COURSE = CourseKey.parse("course-v1:edX+DemoX+Demo");

    private static final OffsetDateTime NOW = OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

    private static final List<Class<? extends OpenEdxEvent>> EVENTS = List.of(
            StudentRegistrationCompleted.class,
            SessionLoginCompleted.class,
            CourseEnrollmentCreated.class,
            CourseEnrollmentChanged.class,
            CourseUnenrollmentCompleted.class,
            CertificateCreated.class);

    private static final List<Class<? extends OpenEdxFilter>> FILTERS = List.of(
            StudentRegistrationRequested.class,
            StudentLoginRequested.class,
            CourseEnrollmentStarted.class,
            CourseUnenrollmentStarted.class,
            CertificateCreationRequested.class,
            CertificateRenderStarted.class);

    private final Counts expected = new Counts();

    /** Closed while the heap is measured: what a call has in hand is not what it has left behind. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock(true);

    private volatile boolean running = true;

    @AfterEach
    void logAgain() {
        ((Logger) LoggerFactory.getLogger("org.openedx.hooks")).setLevel(null);
    }

    @Test
    void nothingIsLostAndNothingIsKept() throws Exception {
        try (var application = start()) {
            Workload workload = new Workload(application, expected);
            ExecutorService pool = Executors.newFixedThreadPool(THREADS + 1);
            List<Future<?>> work = new ArrayList<>(IntStream.range(0, THREADS)
                    .mapToObj(thread -> pool.submit(worker(workload, thread)))
                    .toList());
            work.add(pool.submit(changer(application)));

            Thread.sleep(DURATION.toMillis() / 2);
            long inTheMiddle = usedHeap();
            Thread.sleep(DURATION.toMillis() / 2);
            running = false;
            for (Future<?> done : work) {
                done.get();
            }
            pool.shutdown();
            long changes = (Long) work.get(THREADS).get();
            application.getBean(ThreadPoolTaskExecutor.class).shutdown();
            awaitNoStepIsLeft(application.getBean(FilterPipelines.class));

            Counts called = application.getBean(Parts.class).counts;
            Counts measured = measured(application.getBean(MeterRegistry.class));
            long atTheEnd = usedHeap();
            System.out.printf(
                    Locale.ROOT,
                    "Soak of %d s: %d events, %d receivers, %d filters, %d steps, %d changes; heap %.1f MB, then %.1f MB%n",
                    DURATION.toSeconds(),
                    measured.total("openedx.hooks.event "),
                    measured.total("openedx.hooks.event.receiver "),
                    measured.total("openedx.hooks.filter "),
                    measured.total("openedx.hooks.filter.step "),
                    changes,
                    inTheMiddle / 1e6,
                    atTheEnd / 1e6);

            expected.addAll(called);
            assertThat(measured.asMap()).isEqualTo(expected.asMap());
            assertThat(EVENTS)
                    .allSatisfy(event -> assertThat(measured.total("openedx.hooks.event "
                                    + OpenEdxPublicSignal.of(event).type()))
                            .isPositive());
            assertThat(List.of("completed", "stopped", "halted", "failed", "degraded"))
                    .allSatisfy(outcome -> assertThat(measured.asMap().keySet())
                            .anyMatch(key -> key.startsWith("openedx.hooks.filter ") && key.endsWith(outcome)));
            assertThat(measured.asMap().keySet()).anyMatch(key -> key.endsWith(" blocks failed"));
            assertThat(changes).isPositive();
            assertThat(atTheEnd).isLessThan(inTheMiddle + HEAP_TOLERANCE);
        }
    }

    private static ConfigurableApplicationContext start() {
        List<String> properties =
                new ArrayList<>(List.of("--spring.main.banner-mode=off", "--logging.level.org.openedx.hooks=off"));
        for (Class<? extends OpenEdxFilter> filter : FILTERS) {
            String entry = "--open-edx-filters-config[%s]".formatted(type(filter));
            boolean limited = filter == CourseUnenrollmentStarted.class;
            properties.add(entry + ".pipeline[0]=first");
            properties.add(entry + ".pipeline[1].step=" + (limited ? "slow" : "decides"));
            if (limited) {
                properties.add(entry + ".pipeline[1].timeout=2ms");
                properties.add(entry + ".pipeline[3].step=blocks");
                properties.add(entry + ".pipeline[3].timeout=" + BLOCKS_FOR.toMillis() + "ms");
            }
            properties.add(entry + ".pipeline[2]=last");
            properties.add(entry + ".fail-silently=" + isSilent(filter));
        }
        return new SpringApplicationBuilder(Parts.class)
                .web(WebApplicationType.NONE)
                .run(properties.toArray(String[]::new));
    }

    private static void awaitNoStepIsLeft(FilterPipelines pipelines) throws InterruptedException {
        for (int i = 0; i < 1000 && !pipelines.overdue().isEmpty(); i++) {
            Thread.sleep(10);
        }
        assertThat(pipelines.overdue()).isEmpty();
    }

    private static boolean isSilent(Class<?> filter) {
        return filter == CourseUnenrollmentStarted.class || FILTERS.indexOf(filter) % 2 == 0;
    }

    private static HookType type(Class<? extends OpenEdxFilter> filter) {
        return OpenEdxPublicFilter.of(filter).type();
    }

    private Callable<Long> worker(Workload workload, int thread) {
        return () -> {
            long id = thread;
            for (; running; id += THREADS) {
                gate.readLock().lock();
                try {
                    workload.run(id);
                } finally {
                    gate.readLock().unlock();
                }
            }
            return id;
        };
    }

    /** Flips switches and changes pipelines; whatever it does, each run has a first step that counts. */
    private Callable<Long> changer(ConfigurableApplicationContext application) {
        HookSwitches switches = application.getBean(HookSwitches.class);
        FilterPipelines pipelines = application.getBean(FilterPipelines.class);
        return () -> {
            long changes = 0;
            for (; running; changes++) {
                ThreadLocalRandom random = ThreadLocalRandom.current();
                Class<? extends OpenEdxEvent> event = EVENTS.get(random.nextInt(EVENTS.size()));
                switches.of(OpenEdxPublicSignal.of(event).type()).set(random.nextInt(4) != 0);
                Class<? extends OpenEdxFilter> filter = FILTERS.get(random.nextInt(FILTERS.size()));
                switches.of(type(filter)).set(random.nextInt(4) != 0);
                if (filter != CourseUnenrollmentStarted.class) {
                    if (random.nextBoolean()) {
                        pipelines.override(type(filter), "first, between, decides, last", null);
                    } else {
                        pipelines.restore(type(filter));
                    }
                } else if (random.nextInt(8) == 0) {
                    pipelines.refresh();
                }
                Thread.sleep(1);
            }
            return changes;
        };
    }

    private static Counts measured(MeterRegistry meters) {
        Counts counts = new Counts();
        for (String name : List.of(
                "openedx.hooks.event",
                "openedx.hooks.event.receiver",
                "openedx.hooks.filter",
                "openedx.hooks.filter.step")) {
            for (Timer timer : meters.find(name).timers()) {
                String part = name.endsWith("receiver") ? "receiver" : "step";
                counts.add(
                        timer.count(),
                        name,
                        timer.getId().getTag("type"),
                        timer.getId().getTag(part),
                        timer.getId().getTag("outcome"));
            }
        }
        return counts;
    }

    /** The least of several measurements: garbage comes on top, what is kept is always there. */
    private long usedHeap() throws InterruptedException {
        long least = Long.MAX_VALUE;
        gate.writeLock().lock();
        try {
            for (int i = 0; i < 4; i++) {
                System.gc();
                Thread.sleep(50);
                Runtime runtime = Runtime.getRuntime();
                least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
            }
        } finally {
            gate.writeLock().unlock();
        }
        return least;
    }

    /**
     * Whether something goes wrong depends on the learner's number alone, so that every caller knows what to expect.
     */
    private enum Fate {
        FINE,
        STOPS,
        HALTS,
        FAILS;

        static Fate of(long id) {
            return switch ((int) (id / THREADS % 7)) {
                case 2 -> STOPS;
                case 4 -> HALTS;
                case 5 -> FAILS;
                default -> FINE;
            };
        }

        static boolean isRare(long id) {
            return id / THREADS % 97 == 5;
        }

        static boolean blocks(long id) {
            return id / THREADS % 997 == 6;
        }
    }

    private static final class Counts {

        private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

        void add(long count, String meter, @Nullable String type, @Nullable String part, @Nullable String outcome) {
            if (count > 0) {
                String key = meter + " " + type + (part == null ? " " : " " + part + " ") + outcome;
                counts.computeIfAbsent(key, k -> new LongAdder()).add(count);
            }
        }

        void addAll(Counts others) {
            others.counts.forEach((key, count) ->
                    counts.computeIfAbsent(key, k -> new LongAdder()).add(count.sum()));
        }

        long total(String prefix) {
            return counts.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .mapToLong(entry -> entry.getValue().sum())
                    .sum();
        }

        Map<String, Long> asMap() {
            Map<String, Long> map = new TreeMap<>();
            counts.forEach((key, count) -> map.put(key, count.sum()));
            return map;
        }
    }

    /** What the threads do, and what they are told. */
    private static final class Workload {

        private final OpenEdxEvents events;

        private final OpenEdxFilters filters;

        private final TransactionTemplate transaction;

        private final Parts parts;

        private final Counts expected;

        Workload(ConfigurableApplicationContext application, Counts expected) {
            this.events = application.getBean(OpenEdxEvents.class);
            this.filters = application.getBean(OpenEdxFilters.class);
            this.transaction = application.getBean(TransactionTemplate.class);
            this.parts = application.getBean(Parts.class);
            this.expected = expected;
        }

        void run(long id) {
            UserData user = new UserData(id, true, new UserPersonalData("u", "u@example.com", "U"));
            CourseData course = new CourseData(COURSE, "", null, null);
            var enrollment = new CourseEnrollmentData(user, course, "audit", true, NOW, null);
            send(id, new StudentRegistrationCompleted(user));
            send(id, new SessionLoginCompleted(user));
            send(id, new CourseEnrollmentCreated(enrollment));
            send(id, new CourseEnrollmentChanged(enrollment));
            send(id, new CourseUnenrollmentCompleted(enrollment));
            var certificate = new CertificateCreated(new CertificateData(user, course, "", "", "", "", "", ""));
            transaction.executeWithoutResult(status -> {
                send(id, certificate);
                if (id % 3 == 0) {
                    status.setRollbackOnly();
                }
            });
            filter(
                    id,
                    new StudentRegistrationRequested(
                            Map.of("username", List.of(String.valueOf(id)), "password", List.of("secret"))));
            filter(id, new StudentLoginRequested(user));
            filter(id, new CourseEnrollmentStarted(user, COURSE, ""));
            filter(id, new CourseUnenrollmentStarted(enrollment));
            filter(id, new CertificateCreationRequested(user, COURSE, "", "", 0.7, ""));
            filter(id, new CertificateRenderStarted<String>(Map.of("id", id), null));
        }

        private void send(long id, OpenEdxEvent event) {
            SendResult result = events.send(event);
            List<String> failing = new ArrayList<>();
            if (result.metadata().isPresent()) {
                if (Fate.of(id) == Fate.FAILS) {
                    failing.add("parts#fails");
                }
                HookDefinition hook = OpenEdxPublicSignal.of(event.getClass());
                expected.add(
                        1, "openedx.hooks.event", hook.type().value(), null, failing.isEmpty() ? "success" : "failure");
            }
            assertThat(result.failures()).extracting(ReceiverFailure::receiver).isEqualTo(failing);
        }

        private <F extends OpenEdxFilter> void filter(long id, F filter) {
            long before = parts.firsts.get()[0];
            String outcome;
            boolean ran;
            if (filter instanceof CourseEnrollmentStarted started) {
                CompletableFuture<CourseEnrollmentStarted> run = filters.runAsync(started);
                Throwable thrown = run.handle((result, failure) -> failure).join();
                outcome = outcome(id, thrown);
                ran = thrown != null || run.join().mode().startsWith("first");
            } else {
                Throwable thrown = null;
                F result = null;
                try {
                    result = filters.run(filter);
                    assertThat(result).isInstanceOf(filter.getClass());
                } catch (OpenEdxFilterException | Unhappy ex) {
                    thrown = ex;
                }
                ran = parts.firsts.get()[0] > before;
                outcome = ran && result instanceof CourseUnenrollmentStarted left
                        ? outcome(id, left)
                        : outcome(id, thrown);
            }
            if (ran) {
                expected.add(1, "openedx.hooks.filter", type(filter.getClass()).value(), null, outcome);
            }
        }

        /** Whether a step was in time is known by what it has left behind: the machine may be busy. */
        private String outcome(long id, CourseUnenrollmentStarted left) {
            boolean inTime = left.enrollment().mode().equals("left");
            assertThat(inTime && Fate.blocks(id)).isFalse();
            expected.add(
                    1,
                    "openedx.hooks.filter.step",
                    type(CourseUnenrollmentStarted.class).value(),
                    "blocks",
                    inTime ? "completed" : "failed");
            return inTime && !Fate.isRare(id) ? "completed" : "degraded";
        }

        private static String outcome(long id, @Nullable Throwable thrown) {
            if (thrown != null) {
                Throwable cause =
                        thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
                assertThat(cause)
                        .isInstanceOf(Fate.of(id) == Fate.HALTS ? OpenEdxFilterException.class : Unhappy.class);
                return Fate.of(id) == Fate.HALTS ? "halted" : "failed";
            }
            return switch (Fate.of(id)) {
                case STOPS -> "stopped";
                case FAILS -> "degraded";
                default -> "completed";
            };
        }
    }

    /** Fails as users' code does, at no cost. */
    private static final class Unhappy extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unhappy() {
            super("It does not work.", null, false, false);
        }
    }

    /** The receivers and steps, which count their own calls by what came of them. */
    @Configuration(value = "parts", proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableAsync
    static class Parts {

        private final Counts counts = new Counts();

        private final ThreadLocal<long[]> firsts = ThreadLocal.withInitial(() -> new long[1]);

        @EventListener
        @Order(1)
        void counts(OpenEdxEvent event) {
            received(event, "counts", true);
        }

        @EventListener
        @Order(2)
        void fails(OpenEdxEvent event) {
            boolean fine = Fate.of(idOf(event)) != Fate.FAILS;
            received(event, "fails", fine);
        }

        @EventListener(condition = "#event.enrollment.isActive")
        @Order(3)
        void hears(CourseEnrollmentChanged event) {
            received(event, "hears", true);
        }

        @TransactionalEventListener
        void hearsOfCommits(CertificateCreated event) {
            received(event, "hearsOfCommits", Fate.of(idOf(event)) != Fate.HALTS);
        }

        @Bean
        Elsewhere elsewhere() {
            return new Elsewhere(this);
        }

        private void received(OpenEdxEvent event, String method, boolean fine) {
            receivedBy("parts#" + method, event, fine);
        }

        private void receivedBy(String receiver, OpenEdxEvent event, boolean fine) {
            String type = OpenEdxPublicSignal.of(event.getClass()).type().value();
            counts.add(1, "openedx.hooks.event.receiver", type, receiver, fine ? "success" : "failure");
            if (!fine) {
                throw new Unhappy();
            }
        }

        private void ran(FilterContext context, String step, String outcome) {
            counts.add(1, "openedx.hooks.filter.step", context.filterType().value(), step, outcome);
        }

        @Bean
        PipelineStep<OpenEdxFilter> first() {
            return (filter, context) -> {
                firsts.get()[0]++;
                ran(context, "first", "completed");
                return filter instanceof CourseEnrollmentStarted started ? started.withMode("first") : filter;
            };
        }

        @Bean
        PipelineStep<OpenEdxFilter> between() {
            return (filter, context) -> {
                ran(context, "between", "completed");
                return filter;
            };
        }

        @Bean
        PipelineStep<OpenEdxFilter> decides() {
            return (filter, context) -> {
                Fate fate = Fate.of(idOf(filter));
                switch (fate) {
                    case STOPS -> {
                        ran(context, "decides", "stopped");
                        return null;
                    }
                    case HALTS -> {
                        ran(context, "decides", "halted");
                        throw new OpenEdxFilterException("No.");
                    }
                    case FAILS -> {
                        ran(context, "decides", "failed");
                        throw new Unhappy();
                    }
                    default -> {
                        ran(context, "decides", "completed");
                        return filter;
                    }
                }
            };
        }

        @Bean
        Slow slow() {
            return new Slow(this);
        }

        /** Blocks a thread now and then, and does not always end when it is interrupted. */
        @Bean
        PipelineStep<CourseUnenrollmentStarted> blocks() {
            return (filter, context) -> {
                long id = filter.enrollment().user().id();
                if (Fate.blocks(id)) {
                    try {
                        Thread.sleep(Duration.ofHours(1).toMillis());
                    } catch (InterruptedException ex) {
                        LockSupport.parkNanos(id % 2 * BLOCKS_FOR.toNanos());
                    }
                }
                return filter.withEnrollment(filter.enrollment().withMode("left"));
            };
        }

        @Bean
        PipelineStep<OpenEdxFilter> last() {
            return (filter, context) -> {
                ran(context, "last", "completed");
                return filter;
            };
        }

        @Bean
        PlatformTransactionManager transactionManager() {
            return new NothingToCommit();
        }

        /** Bounded, since the senders would otherwise be faster for as long as they run. */
        @Bean
        ThreadPoolTaskExecutor applicationTaskExecutor() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setCorePoolSize(2);
            executor.setMaxPoolSize(2);
            executor.setQueueCapacity(1000);
            executor.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
            executor.setWaitForTasksToCompleteOnShutdown(true);
            executor.setAwaitTerminationSeconds(60);
            return executor;
        }

        @Bean
        SimpleMeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        private static long idOf(OpenEdxEvent event) {
            if (event instanceof StudentRegistrationCompleted registered) {
                return registered.user().id();
            }
            if (event instanceof SessionLoginCompleted login) {
                return login.user().id();
            }
            if (event instanceof CourseEnrollmentCreated created) {
                return created.enrollment().user().id();
            }
            if (event instanceof CourseEnrollmentChanged changed) {
                return changed.enrollment().user().id();
            }
            if (event instanceof CourseUnenrollmentCompleted left) {
                return left.enrollment().user().id();
            }
            return ((CertificateCreated) event).certificate().user().id();
        }

        private static long idOf(OpenEdxFilter filter) {
            if (filter instanceof StudentRegistrationRequested registration) {
                return Long.parseLong(registration.formData().get("username").get(0));
            }
            if (filter instanceof StudentLoginRequested login) {
                return login.user().id();
            }
            if (filter instanceof CourseEnrollmentStarted started) {
                return started.user().id();
            }
            if (filter instanceof CertificateCreationRequested requested) {
                return requested.user().id();
            }
            return (Long) ((CertificateRenderStarted<?>) filter).context().get("id");
        }
    }

    /** A bean of its own, since its proxy must not be that of a configuration. */
    static class Elsewhere {

        private final @Nullable Parts parts;

        Elsewhere(@Nullable Parts parts) {
            this.parts = parts;
        }

        @Async
        @EventListener
        public void works(SessionLoginCompleted event) {
            if (parts != null) {
                parts.receivedBy("elsewhere#works", event, Fate.of(event.user().id()) != Fate.STOPS);
            }
        }
    }

    /** Mostly done at once, sometimes never. */
    static final class Slow implements AsyncPipelineStep<CourseUnenrollmentStarted> {

        private final Parts parts;

        Slow(Parts parts) {
            this.parts = parts;
        }

        @Override
        public CompletionStage<CourseUnenrollmentStarted> runFilterAsync(
                CourseUnenrollmentStarted filter, FilterContext context) {
            boolean never = Fate.isRare(filter.enrollment().user().id());
            parts.ran(context, "slow", never ? "failed" : "completed");
            return never ? new CompletableFuture<>() : CompletableFuture.completedFuture(filter);
        }
    }

    private static final class NothingToCommit extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return this;
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;

/** What decisions promise and only an unlucky moment would show. */
@ExtendWith(OutputCaptureExtension.class)
class EventPromisesTests {

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")));

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class));

    @Test // META-9, decision 4
    void metadataThatIsMadeLateHasTheTimeOfSending() {
        runner.withUserConfiguration(Keeps.class).run(context -> {
            context.getBean(OpenEdxEvents.class).send(REGISTERED);
            Instant sent = Instant.now();
            OpenEdxApplicationEvent<?> kept = Objects.requireNonNull(context.getBean(Keeps.class).kept);
            while (!Instant.now().isAfter(sent.plusMillis(20))) {
                Thread.onSpinWait();
            }
            assertThat(kept.metadata().time()).isBetween(sent.minusSeconds(30), sent);
            assertThat(kept.metadata().time()).isEqualTo(Instant.ofEpochMilli(kept.getTimestamp()));
            assertThat(kept.metadata().time().truncatedTo(ChronoUnit.MILLIS))
                    .isEqualTo(kept.metadata().time());
        });
    }

    @Test // SND-7
    void receiversRunOnTheSendersThread() {
        runner.withUserConfiguration(OnThreads.class).run(context -> {
            context.getBean(OpenEdxEvents.class).send(REGISTERED);
            assertThat(context.getBean(OnThreads.class).threads)
                    .containsExactly(Thread.currentThread(), Thread.currentThread());
        });
    }

    @Test // SND-6
    void noFailureOfReceiversOnSeveralThreadsIsLost() {
        runner.withUserConfiguration(Fails.class).run(context -> {
            for (int i = 0; i < 50; i++) {
                Fails fails = context.getBean(Fails.class);
                fails.together = new CountDownLatch(4);
                fails.event = new CompletableFuture<>();
                context.getBean(OpenEdxEvents.class).send(REGISTERED);
                OpenEdxApplicationEvent<?> event = fails.event.get(60, TimeUnit.SECONDS);
                Awaitility.await()
                        .untilAsserted(() -> assertThat(event.failures()).hasSize(4));
            }
        });
    }

    /** Of two that look at the failures at once, and then each add one, the second would take away the first's. */
    @Test // SND-6
    void aFailureIsAddedByOneThreadAtATime() {
        runner.withUserConfiguration(Fails.class).run(context -> {
            Fails fails = context.getBean(Fails.class);
            fails.together = new CountDownLatch(5);
            context.getBean(OpenEdxEvents.class).send(REGISTERED);
            OpenEdxApplicationEvent<?> event = fails.event.get(60, TimeUnit.SECONDS);
            synchronized (event) {
                fails.together.countDown();
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> fails.threads.size() == 4
                                && fails.threads.stream()
                                        .allMatch(thread ->
                                                thread.getState() == Thread.State.BLOCKED || !thread.isAlive()));
                assertThat(event.failures()).isEmpty();
            }
            Awaitility.await().untilAsserted(() -> assertThat(event.failures()).hasSize(4));
        });
    }

    @Test // SND-4
    void anErrorOfTheVirtualMachineLeavesAnAsynchronousReceiver(CapturedOutput output) {
        runner.withUserConfiguration(Overflows.class).run(context -> {
            context.getBean(OpenEdxEvents.class).send(REGISTERED);
            context.getBean(Overflows.Threads.class).done.get(60, TimeUnit.SECONDS);
            assertThat(output).contains("Unexpected exception occurred invoking async method");
        });
    }

    @Test
    void receiversOfTheParentContextAreAwaitedAndShown() {
        OpenEdxPublicSignal<?> signal = OpenEdxPublicSignal.of(StudentRegistrationCompleted.class);
        runner.withUserConfiguration(Keeps.class)
                .run(parent -> runner.withParent(parent.getSourceApplicationContext())
                        .run(child -> {
                            assertThat(child.getBean(EventReceivers.class).isAwaited(signal))
                                    .isTrue();
                            assertThat(child.getBean(EventReceivers.class).of(signal))
                                    .hasSize(1);
                            assertThat(child.getBean(EventDelivery.class).isAwaited(signal.type()))
                                    .isTrue();
                        }));
    }

    @Configuration("onThreads")
    static class OnThreads {

        private final List<Thread> threads = new ArrayList<>();

        @EventListener
        void hear(StudentRegistrationCompleted event) {
            threads.add(Thread.currentThread());
        }

        @EventListener
        void hear(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            threads.add(Thread.currentThread());
        }
    }

    @Configuration("keeps")
    static class Keeps {

        private @Nullable OpenEdxApplicationEvent<?> kept;

        @EventListener
        void keep(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            kept = event;
        }
    }

    @Configuration("fails")
    static class Fails {

        private CountDownLatch together = new CountDownLatch(0);

        private final List<Thread> threads = new CopyOnWriteArrayList<>();

        private CompletableFuture<OpenEdxApplicationEvent<?>> event = new CompletableFuture<>();

        @Bean
        static SimpleApplicationEventMulticaster applicationEventMulticaster() {
            SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
            multicaster.setTaskExecutor(new SimpleAsyncTaskExecutor());
            return multicaster;
        }

        @EventListener
        void a(OpenEdxApplicationEvent<StudentRegistrationCompleted> sent) throws InterruptedException {
            event.complete(sent);
            fail();
        }

        @EventListener
        void b(StudentRegistrationCompleted sent) throws InterruptedException {
            fail();
        }

        @EventListener
        void c(StudentRegistrationCompleted sent) throws InterruptedException {
            fail();
        }

        @EventListener
        void d(StudentRegistrationCompleted sent) throws InterruptedException {
            fail();
        }

        private void fail() throws InterruptedException {
            threads.add(Thread.currentThread());
            together.countDown();
            assertThat(together.await(60, TimeUnit.SECONDS)).isTrue();
            throw new IllegalStateException("together");
        }
    }

    @EnableAsync
    @Configuration("overflows")
    static class Overflows {

        @Bean
        Threads threads() {
            return new Threads();
        }

        @Async
        @EventListener
        void receive(StudentRegistrationCompleted event) {
            throw new StackOverflowError();
        }

        static class Threads implements TaskExecutor {

            private final CompletableFuture<Boolean> done = new CompletableFuture<>();

            @Override
            public void execute(Runnable task) {
                new Thread(() -> {
                            task.run();
                            done.complete(true);
                        })
                        .start();
            }
        }
    }
}

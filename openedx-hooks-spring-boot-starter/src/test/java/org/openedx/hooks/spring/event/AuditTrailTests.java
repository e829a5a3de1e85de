/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class AuditTrailTests {

    private static final String LOGGER = "org.openedx.hooks.audit";

    private static final String REGISTRATION = "org.openedx.learning.student.registration.completed.v1";

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret")));

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class));

    @AfterEach
    void switchOff() {
        level(null);
    }

    @Test
    void aSendIsOneLineWithItsReceiversInOrderAndNothingOfItsData(CapturedOutput output) {
        contextRunner.withUserConfiguration(Receivers.class).run(context -> {
            level(Level.DEBUG);
            SendResult result = events(context).send(REGISTERED);

            assertThat(lines(output))
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .contains(" DEBUG ")
                            .containsPattern(
                                    "Sent " + REGISTRATION + " " + id(result) + ": failure in [0-9]+\\.[0-9]{3} ms; "
                                            + "receivers#works success, receivers#fails failure java.lang.IllegalStateException,"
                                            + " receivers#worksToo success$"));
            assertThat(String.join("", lines(output))).doesNotContain("Secret").doesNotContain("marked");
        });
    }

    @Test
    void itIsOffUnlessSomebodySwitchesItOnAtRunTime(CapturedOutput output) {
        contextRunner.withUserConfiguration(Receivers.class).run(context -> {
            events(context).send(REGISTERED);
            assertThat(lines(output)).isEmpty();

            level(Level.DEBUG);
            events(context).send(REGISTERED);
            assertThat(lines(output)).hasSize(1);

            level(null);
            events(context).send(REGISTERED);
            assertThat(lines(output)).hasSize(1);
        });
    }

    @Test
    void aReceiverThatRunsAfterTheTransactionHasALineOfItsOwn(CapturedOutput output) {
        contextRunner.withUserConfiguration(Later.class).run(context -> {
            level(Level.DEBUG);
            String id = id(context.getBean(TransactionTemplate.class)
                    .execute(status -> events(context).send(REGISTERED)));

            assertThat(lines(output)).hasSize(3);
            assertThat(lines(output).get(0))
                    .contains("Sent " + REGISTRATION + " " + id)
                    .endsWith("; no receiver");
            assertThat(lines(output).get(1))
                    .containsPattern(
                            "Received " + REGISTRATION + " " + id + ": later#works success in [0-9]+\\.[0-9]{3} ms$");
            assertThat(lines(output).get(2)).contains(id + ": later#fails failure java.lang.IllegalStateException in ");
        });
    }

    @Test
    void aReceiverOnAnotherThreadHasALineOfItsOwn(CapturedOutput output) {
        contextRunner.withUserConfiguration(OtherThread.class).run(context -> {
            level(Level.DEBUG);
            events(context).send(REGISTERED);

            assertThat(context.getBean(OtherThread.class).done.await(5, TimeUnit.SECONDS))
                    .isTrue();
            org.awaitility.Awaitility.await()
                    .untilAsserted(() -> assertThat(lines(output))
                            .anySatisfy(line -> assertThat(line).contains("otherThread#receive success in ")));
            assertThat(lines(output)).anySatisfy(line -> assertThat(line).endsWith("; no receiver"));
        });
    }

    @Test
    void whatAnotherThreadTakesOverIsWrittenDownOnceMoreWhenItHasRun(CapturedOutput output) {
        contextRunner.withUserConfiguration(TakenOver.class).run(context -> {
            level(Level.DEBUG);
            String id = id(events(context).send(REGISTERED));
            assertThat(lines(output))
                    .singleElement()
                    .asString()
                    .contains("Sent " + REGISTRATION + " " + id + ": success in ")
                    .endsWith("; takenOver#first handed over, takenOver#second handed over");

            context.getBean(TakenOver.Tasks.class).all.forEach(Runnable::run);
            assertThat(lines(output)).hasSize(3);
            assertThat(lines(output).get(1))
                    .contains("Received " + REGISTRATION + " " + id + ": takenOver#first success");
            assertThat(lines(output).get(2))
                    .contains("Received " + REGISTRATION + " " + id + ": takenOver#second success");
            assertThat(milliseconds(lines(output).get(1))).isBetween(TakenOver.MILLISECONDS, 60_000.0);
        });
    }

    @Test
    void theTimesAreThoseOfTheSendAndOfEachLaterReceiver(CapturedOutput output) {
        contextRunner.withUserConfiguration(Slow.class).run(context -> {
            level(Level.DEBUG);
            context.getBean(TransactionTemplate.class)
                    .executeWithoutResult(status -> events(context).send(REGISTERED));
            assertThat(lines(output)).hasSize(3);
            assertThat(lines(output))
                    .allSatisfy(line -> assertThat(milliseconds(line)).isBetween(Slow.MILLISECONDS, 60_000.0));
        });
    }

    @Test
    void aFailingApplicationListenerAndAFailureThatReachesTheSenderAreWrittenDown(CapturedOutput output) {
        contextRunner.withUserConfiguration(Foreign.class).run(context -> {
            level(Level.DEBUG);
            events(context).send(REGISTERED);

            assertThat(lines(output))
                    .singleElement()
                    .asString()
                    .endsWith("; ApplicationListener failure java.lang.IllegalStateException");
        });
        contextRunner
                .withUserConfiguration(Receivers.class)
                .withPropertyValues("openedx.hooks.events.robust=false")
                .run(context -> {
                    assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                    () -> events(context).send(REGISTERED)))
                            .hasMessage("marked");
                    assertThat(lines(output))
                            .last()
                            .asString()
                            .contains(": failure in ")
                            .endsWith("; receivers#works success, receivers#fails failure"
                                    + " java.lang.IllegalStateException");
                });
    }

    @Test
    void anEventThatIsSwitchedOffLeavesNoTrace(CapturedOutput output) {
        contextRunner.withPropertyValues("openedx.hooks.enabled.all=false").run(context -> {
            level(Level.DEBUG);
            events(context).send(new SessionLoginCompleted(REGISTERED.user()));

            assertThat(lines(output)).isEmpty();
        });
    }

    private static String id(SendResult result) {
        return result.metadata().orElseThrow().id().toString();
    }

    private static List<String> lines(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains(LOGGER)).toList();
    }

    private static double milliseconds(String line) {
        Matcher time = Pattern.compile(" in ([0-9.]+) ms").matcher(line);
        assertThat(time.find()).isTrue();
        return Double.parseDouble(time.group(1));
    }

    private static void sleep(double milliseconds) {
        long end = System.nanoTime() + (long) (milliseconds * 1e6);
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private static OpenEdxEvents events(ApplicationContext context) {
        return context.getBean(OpenEdxEvents.class);
    }

    @org.jspecify.annotations.NullUnmarked
    private static void level(Level level) {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger(LOGGER)).setLevel(level);
    }

    @Configuration("receivers")
    static class Receivers {

        @EventListener
        @Order(1)
        void works(StudentRegistrationCompleted event) {}

        @EventListener
        @Order(2)
        void fails(StudentRegistrationCompleted event) {
            throw new IllegalStateException("marked");
        }

        @EventListener
        @Order(3)
        void worksToo(StudentRegistrationCompleted event) {}

        @EventListener(condition = "false")
        void declines(StudentRegistrationCompleted event) {}
    }

    @Configuration("later")
    static class Later {

        @TransactionalEventListener
        @Order(1)
        void works(StudentRegistrationCompleted event) {}

        @TransactionalEventListener
        @Order(2)
        void fails(StudentRegistrationCompleted event) {
            throw new IllegalStateException("marked");
        }
    }

    @Configuration("otherThread")
    static class OtherThread {

        private final CountDownLatch done = new CountDownLatch(1);

        @Bean
        static SimpleApplicationEventMulticaster applicationEventMulticaster() {
            SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
            multicaster.setTaskExecutor(task -> new Thread(task).start());
            return multicaster;
        }

        @EventListener
        void receive(StudentRegistrationCompleted event) {
            done.countDown();
        }
    }

    @EnableAsync
    @Configuration("takenOver")
    static class TakenOver {

        private static final double MILLISECONDS = 5;

        @Bean
        static Tasks tasks() {
            return new Tasks();
        }

        @Async
        @EventListener
        @Order(1)
        void first(StudentRegistrationCompleted event) {
            sleep(MILLISECONDS);
        }

        @Async
        @EventListener
        @Order(2)
        void second(StudentRegistrationCompleted event) {}

        static class Tasks implements TaskExecutor {

            private final List<Runnable> all = new ArrayList<>();

            @Override
            public void execute(Runnable task) {
                all.add(task);
            }
        }
    }

    @Configuration("slow")
    static class Slow {

        private static final double MILLISECONDS = 5;

        @EventListener
        void atOnce(StudentRegistrationCompleted event) {
            sleep(MILLISECONDS);
        }

        @TransactionalEventListener
        void later(StudentRegistrationCompleted event) {
            sleep(MILLISECONDS);
        }

        /** Nothing here takes it to another thread. */
        @Async
        @TransactionalEventListener
        void laterOnTheSameThread(StudentRegistrationCompleted event) {
            sleep(MILLISECONDS);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Foreign {

        @Bean
        ApplicationListener<OpenEdxApplicationEvent<StudentRegistrationCompleted>> listener() {
            return new ApplicationListener<>() {
                @Override
                public void onApplicationEvent(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
                    throw new IllegalStateException("marked");
                }
            };
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class TransactionalEventsTests {

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret")));

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class));

    @Test
    void transactionalReceiversRunInTheirPhase(CapturedOutput output) {
        contextRunner.withUserConfiguration(Phases.class).run(context -> {
            List<String> calls = context.getBean(Phases.class).calls;
            transaction(context).executeWithoutResult(status -> {
                events(context).send(REGISTERED);
                calls.add("end of transaction");
            });

            assertThat(calls).containsExactly("at once", "end of transaction", "before commit", "after commit");
            assertThat(output).doesNotContain("Spring Modulith");
        });
    }

    @Test
    void transactionalReceiversHearNothingOfWhatWasRolledBack() {
        contextRunner.withUserConfiguration(Phases.class).run(context -> {
            transaction(context).executeWithoutResult(status -> {
                events(context).send(REGISTERED);
                status.setRollbackOnly();
            });

            assertThat(context.getBean(Phases.class).calls).containsExactly("at once", "after rollback");
        });
    }

    @Test // SND-4
    void aFailingTransactionalReceiverLeavesTheOthersAlone(CapturedOutput output) {
        contextRunner.withUserConfiguration(Failing.class).run(context -> {
            transaction(context).executeWithoutResult(status -> events(context).send(REGISTERED));

            assertThat(context.getBean(Failing.class).calls).containsExactly("after");
            assertThat(output).contains("Receiver failing#fail of").doesNotContain("Bob Secret");
        });
    }

    @Test // DSN-15
    void anEventSentAfterCommitWaitsForTheTransaction() {
        contextRunner.withUserConfiguration(Phases.class).run(context -> {
            List<String> calls = context.getBean(Phases.class).calls;
            transaction(context).executeWithoutResult(status -> {
                events(context).sendAfterCommit(REGISTERED);
                calls.add("end of transaction");
            });

            assertThat(calls).containsExactly("end of transaction", "at once", "after commit");
        });
    }

    @Test
    void anEventSentAfterCommitHasTheTimeOfTheCall() {
        contextRunner.withUserConfiguration(Times.class).run(context -> {
            transaction(context).executeWithoutResult(status -> {
                Instant before = Instant.now();
                events(context).sendAfterCommit(REGISTERED);
                context.getBean(Times.class).called = List.of(before.minusMillis(1), Instant.now());
                sleep();
            });

            Times times = context.getBean(Times.class);
            assertThat(times.seen).isBetween(times.called.get(0), times.called.get(1));
        });
    }

    @Test // DSN-15
    void aReceiverThatWaitsForTheEndHowEverItEndsHearsWhatIsSentAfterTheCommit() {
        contextRunner.withUserConfiguration(Completion.class).run(context -> {
            transaction(context).executeWithoutResult(status -> events(context).sendAfterCommit(REGISTERED));

            assertThat(context.getBean(Completion.class).calls).containsExactly("completed");
        });
    }

    @Test // DSN-15
    void aReceiverThatNeedsNoTransactionHearsWhatIsSentAfterTheCommitOnceAndNotIfItRunsBefore() {
        contextRunner.withUserConfiguration(Fallback.class).run(context -> {
            List<String> calls = context.getBean(Fallback.class).calls;
            transaction(context).executeWithoutResult(status -> events(context).sendAfterCommit(REGISTERED));
            assertThat(calls).containsExactly("after commit");

            events(context).sendAfterCommit(REGISTERED);
            assertThat(calls).containsExactly("after commit", "before commit", "after commit");
        });
    }

    @Test
    void whatOnlyReceiversBeforeTheCommitCouldHearIsUnheardIfItIsSentAfterIt() {
        contextRunner.withUserConfiguration(TooEarly.class).run(context -> {
            transaction(context).executeWithoutResult(status -> events(context).send(REGISTERED));
            assertThat(context.getBean(EventUsage.class).unheard()).isEmpty();

            transaction(context).executeWithoutResult(status -> events(context).sendAfterCommit(REGISTERED));
            assertThat(context.getBean(EventUsage.class).unheard())
                    .extracting(HookType::value)
                    .containsExactly("org.openedx.learning.student.registration.completed.v1");
        });
    }

    @Test
    void whatATransactionalReceiverReturnsIsSent() {
        contextRunner.withUserConfiguration(Returning.class).run(context -> {
            transaction(context).executeWithoutResult(status -> events(context).send(REGISTERED));

            assertThat(context.getBean(Returning.class).heard)
                    .singleElement()
                    .extracting(EventMetadata::type)
                    .hasToString("org.openedx.learning.auth.session.login.completed.v1");
        });
    }

    @Test
    void anEventSentAfterCommitIsForgottenOnRollback() {
        contextRunner.withUserConfiguration(Phases.class).run(context -> {
            transaction(context).executeWithoutResult(status -> {
                events(context).sendAfterCommit(REGISTERED);
                status.setRollbackOnly();
            });

            assertThat(context.getBean(Phases.class).calls).isEmpty();
        });
    }

    @Test
    void anEventSentAfterCommitIsSentAtOnceWithoutATransaction() {
        contextRunner.withUserConfiguration(Phases.class).run(context -> {
            events(context).sendAfterCommit(REGISTERED);

            assertThat(context.getBean(Phases.class).calls).containsExactly("at once");
        });
    }

    @Test
    void aReceiverInATransactionThatCouldNeverCommitIsRefused() {
        contextRunner
                .withUserConfiguration(NeverCommits.class)
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasMessageContaining("REQUIRES_NEW or NOT_SUPPORTED"));
    }

    @Test
    void listenersOfOtherEventsKeepSpringsBehaviour() {
        contextRunner
                .withUserConfiguration(Ordinary.class)
                .run(context -> assertThatThrownBy(
                                () -> transaction(context).executeWithoutResult(status -> context.publishEvent("text")))
                        .hasMessage("as ever"));
    }

    private static OpenEdxEvents events(ApplicationContext context) {
        return context.getBean(OpenEdxEvents.class);
    }

    private static TransactionTemplate transaction(ApplicationContext context) {
        return context.getBean(TransactionTemplate.class);
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Phases {

        private final List<String> calls = new ArrayList<>();

        @EventListener
        void atOnce(StudentRegistrationCompleted event) {
            calls.add("at once");
        }

        @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
        void beforeCommit(StudentRegistrationCompleted event) {
            calls.add("before commit");
        }

        @TransactionalEventListener
        void afterCommit(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            calls.add("after commit");
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_ROLLBACK)
        void afterRollback(StudentRegistrationCompleted event) {
            calls.add("after rollback");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Completion {

        private final List<String> calls = new ArrayList<>();

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
        void completed(StudentRegistrationCompleted event) {
            calls.add("completed");
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION, condition = "false")
        void declines(StudentRegistrationCompleted event) {
            calls.add("declined");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TooEarly {

        @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
        void beforeCommit(StudentRegistrationCompleted event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Fallback {

        private final List<String> calls = new ArrayList<>();

        @Order(1)
        @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT, fallbackExecution = true)
        void beforeCommit(StudentRegistrationCompleted event) {
            calls.add("before commit");
        }

        @Order(2)
        @TransactionalEventListener(fallbackExecution = true)
        void afterCommit(StudentRegistrationCompleted event) {
            calls.add("after commit");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Returning {

        private final List<EventMetadata> heard = new ArrayList<>();

        @TransactionalEventListener
        SessionLoginCompleted logsIn(StudentRegistrationCompleted event) {
            return new SessionLoginCompleted(event.user());
        }

        @EventListener
        void hear(OpenEdxApplicationEvent<SessionLoginCompleted> event) {
            heard.add(event.metadata());
        }
    }

    @Configuration("failing")
    static class Failing {

        private final List<String> calls = new ArrayList<>();

        @TransactionalEventListener
        @Order(1)
        void fail(StudentRegistrationCompleted event) {
            throw new IllegalStateException("boom");
        }

        @TransactionalEventListener
        @Order(2)
        void after(StudentRegistrationCompleted event) {
            calls.add("after");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Times {

        private List<Instant> called = List.of();

        private Instant seen = Instant.MIN;

        @EventListener
        void receive(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {
            seen = event.metadata().time();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NeverCommits {

        @Transactional
        @TransactionalEventListener
        void receive(StudentRegistrationCompleted event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Ordinary {

        @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
        void receive(String text) {
            throw new IllegalStateException("as ever");
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.openedx.hooks.spring.bus.BusContexts.PATIENCE;
import static org.openedx.hooks.spring.bus.Samples.LOGIN;
import static org.openedx.hooks.spring.bus.Samples.login;

@DisplayName("When events are published (OUT-1)")
@Timeout(300)
class ProducerModeTests {

    @RegisterExtension
    private final Logs logs = new Logs();

    private final LocalBroker broker = new LocalBroker();

    private final ApplicationContextRunner runner = BusContexts.with(broker)
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues(
                    "spring.datasource.generate-unique-name=true",
                    "event-bus-producer-config.%s.logins.event-key-field=user.pii.username".formatted(LOGIN),
                    "event-bus-producer-config.%s.logins.enabled=true".formatted(LOGIN));

    @Test
    void onCommitIsAfterTheCommit() {
        runner.run(context -> {
            transaction(context).executeWithoutResult(status -> {
                context.getBean(OpenEdxEvents.class).send(login("a"));
                context.getBean(OpenEdxEvents.class).send(login("b"));
                assertThat(settled(context)).isEmpty();
            });

            assertThat(settled(context)).containsExactly("a", "b");
        });
    }

    @Test
    void onCommitIsNotAtAllAfterARollback() {
        runner.run(context -> {
            transaction(context).executeWithoutResult(status -> {
                context.getBean(OpenEdxEvents.class).send(login("a"));
                status.setRollbackOnly();
            });
            context.getBean(OpenEdxEvents.class).send(login("b"));

            assertThat(settled(context)).containsExactly("b");
            assertThat(context.getBean(LostEvents.class).count()).isZero();
        });
    }

    @Test
    void onCommitIsAtOnceWithoutATransaction() {
        runner.run(context -> {
            context.getBean(OpenEdxEvents.class).send(login("a"));

            assertThat(settled(context)).containsExactly("a");
        });
    }

    @Test
    void whatIsSentAfterTheCommitGoesOutToo() {
        runner.withBean(AfterCommit.class).run(context -> {
            transaction(context)
                    .executeWithoutResult(
                            status -> context.getBean(OpenEdxEvents.class).send(Samples.registration()));

            assertThat(settled(context)).containsExactlyInAnyOrder("after commit", "after completion");
        });
    }

    @Test
    void immediateIsBeforeTheCommit() {
        runner.withPropertyValues("event-bus.topics.logins.producer-mode=immediate")
                .run(context -> {
                    transaction(context).executeWithoutResult(status -> {
                        context.getBean(OpenEdxEvents.class).send(login("a"));
                        status.setRollbackOnly();
                    });

                    assertThat(settled(context)).containsExactly("a");
                });
    }

    @Test
    void whatIsSentAfterTheCommitIsNotPublishedBeforeItInAnyMode() {
        for (String mode : List.of("immediate", "on-commit")) {
            broker.published.clear();
            runner.withPropertyValues("event-bus.producer-mode=" + mode).run(context -> {
                transaction(context).executeWithoutResult(status -> {
                    context.getBean(OpenEdxEvents.class).sendAfterCommit(login("rolled back"));
                    status.setRollbackOnly();
                });
                transaction(context).executeWithoutResult(status -> {
                    context.getBean(OpenEdxEvents.class).sendAfterCommit(login("a"));
                    assertThat(settled(context)).isEmpty();
                });

                assertThat(settled(context)).as(mode).containsExactly("a");
            });
        }
    }

    @Test
    void theOutboxStoresWhatIsSentAfterTheCommitInTheTransaction() {
        List<String> calls = new CopyOnWriteArrayList<>();
        runner.withPropertyValues("event-bus.producer-mode=outbox")
                .withBean(EventOutbox.class, () -> message -> calls.add("stored"))
                .withBean(Receiver.class, () -> new Receiver(calls))
                .run(context -> {
                    transaction(context).executeWithoutResult(status -> {
                        context.getBean(OpenEdxEvents.class).sendAfterCommit(login("a"));
                        calls.add("end of transaction");
                    });

                    assertThat(calls).containsExactly("stored", "end of transaction", "received");
                });
    }

    @Test
    void whatBelongsToASavepointThatIsRolledBackIsNotPublished() {
        runner.run(context -> {
            transaction(context).executeWithoutResult(status -> {
                context.getBean(OpenEdxEvents.class).send(login("a"));
                Object savepoint = status.createSavepoint();
                context.getBean(OpenEdxEvents.class).send(login("rolled back"));
                status.rollbackToSavepoint(savepoint);
                context.getBean(OpenEdxEvents.class).send(login("b"));
            });

            assertThat(settled(context)).containsExactly("a", "b");
            assertThat(context.getBean(LostEvents.class).count()).isZero();
        });
    }

    @Test
    void theModeIsSetForAllOrForATopic() {
        runner.withPropertyValues(
                        "event-bus.producer-mode=immediate",
                        "event-bus.topics.later.producer-mode=on-commit",
                        "event-bus-producer-config.%s.later.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.later.enabled=true".formatted(LOGIN))
                .run(context -> {
                    transaction(context).executeWithoutResult(status -> {
                        context.getBean(OpenEdxEvents.class).send(login("a"));
                        settled(context);
                        assertThat(broker.published)
                                .extracting(EventMessage::topic)
                                .containsExactly("logins");
                    });
                    settled(context);
                    assertThat(broker.published).extracting(EventMessage::topic).containsExactly("logins", "later");
                });
    }

    @Test
    @DisplayName("OUT-2: the outbox stores in the sender's transaction, before any receiver")
    void theOutboxStoresBeforeAnyReceiver() {
        List<String> calls = new CopyOnWriteArrayList<>();
        runner.withPropertyValues("event-bus.producer-mode=outbox")
                .withBean(EventOutbox.class, () -> message -> calls.add("stored " + message.topic()))
                .withBean(Receiver.class, () -> new Receiver(calls))
                .run(context -> {
                    context.getBean(OpenEdxEvents.class).send(login("a"));

                    assertThat(calls).containsExactly("stored logins", "received");
                    assertThat(settled(context)).isEmpty();
                });
    }

    @Test
    void whatTheOutboxThrowsReachesTheSenderAndNoReceiverHears() {
        List<String> calls = new CopyOnWriteArrayList<>();
        runner.withPropertyValues(
                        "event-bus.topics.logins.producer-mode=outbox",
                        "event-bus-producer-config.%s.also.event-key-field=user.id".formatted(LOGIN),
                        "event-bus-producer-config.%s.also.enabled=true".formatted(LOGIN),
                        "event-bus.topics.also.producer-mode=immediate")
                .withBean(EventOutbox.class, () -> message -> {
                    throw new IllegalStateException("there is no transaction");
                })
                .withBean(Receiver.class, () -> new Receiver(calls))
                .run(context -> {
                    assertThatIllegalStateException()
                            .isThrownBy(
                                    () -> context.getBean(OpenEdxEvents.class).send(login("a")))
                            .withMessage("there is no transaction");

                    assertThat(calls).isEmpty();
                    assertThat(settled(context)).isEmpty();
                });
    }

    private List<String> settled(ApplicationContext context) {
        assertThat(context.getBean(EventPublisher.class).awaitEmpty(PATIENCE)).isTrue();
        return broker.published.stream()
                .map(message -> EventCodecs.standard()
                        .of(SessionLoginCompleted.class)
                        .decode(message.body())
                        .user()
                        .pii()
                        .username())
                .toList();
    }

    private static TransactionTemplate transaction(ApplicationContext context) {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    static class AfterCommit {

        private final OpenEdxEvents events;

        AfterCommit(OpenEdxEvents events) {
            this.events = events;
        }

        @TransactionalEventListener
        void afterCommit(StudentRegistrationCompleted event) {
            events.send(login("after commit"));
        }

        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMPLETION)
        void afterCompletion(StudentRegistrationCompleted event) {
            events.send(login("after completion"));
        }
    }

    static class Receiver {

        private final List<String> calls;

        Receiver(List<String> calls) {
            this.calls = calls;
        }

        @EventListener
        void receive(SessionLoginCompleted event) {
            calls.add("received");
        }
    }
}

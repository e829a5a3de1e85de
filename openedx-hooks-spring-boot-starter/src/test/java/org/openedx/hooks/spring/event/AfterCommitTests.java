/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
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
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** DSN-15: what is sent after the commit is sent if, and only if, its transaction has committed. */
@ExtendWith(OutputCaptureExtension.class)
class AfterCommitTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class))
            .withUserConfiguration(Receivers.class);

    @Test
    void aReceiverThatRunsAfterTheCommitMayUseItToo() {
        runner.run(context -> {
            Receivers receivers = context.getBean(Receivers.class);
            receivers.onRegistered = name -> {
                if (name.length() < 5) {
                    events(context).sendAfterCommit(registered(name + "+"));
                }
            };
            inTransaction(context, () -> {
                events(context).sendAfterCommit(registered("a"));
                events(context).sendAfterCommit(registered("b"));
            });
            assertThat(receivers.heard)
                    .containsExactly("a", "b", "a+", "b+", "a++", "b++", "a+++", "b+++", "a++++", "b++++");
            assertThat(receivers.afterCommit).containsExactlyElementsOf(receivers.heard);
        });
    }

    @Test
    void whatAReceiverThatRunsAfterTheCommitSendsJoinsNothingThatHasCommitted() {
        List<String> left = new ArrayList<>();
        EventOutlet outlet = signal -> event -> left.add(
                ((StudentRegistrationCompleted) event.getPayload()).user().pii().username() + " "
                        + TransactionSynchronizationManager.isSynchronizationActive());
        runner.withBean(EventOutlet.class, () -> outlet).run(context -> {
            Receivers receivers = context.getBean(Receivers.class);
            TransactionTemplate another = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            receivers.onRegistered = name -> {
                if (name.equals("a")) {
                    events(context).send(registered("b"));
                    events(context).sendAfterCommit(registered("c"));
                    another.executeWithoutResult(status -> events(context).send(registered("d")));
                }
            };
            inTransaction(context, () -> events(context).sendAfterCommit(registered("a")));
            assertThat(left).containsExactly("a true", "b false", "c false", "d true");
            assertThat(receivers.afterCommit).containsExactlyInAnyOrder("a", "b", "c", "d");
        });
    }

    @Test
    void aTransactionalReceiverAndWhoeverIsToldOfTheCommitMayUseItToo() {
        runner.run(context -> {
            Receivers receivers = context.getBean(Receivers.class);
            receivers.onCommitted = name -> {
                if (name.equals("plain")) {
                    events(context).sendAfterCommit(registered("by a transactional receiver"));
                }
            };
            inTransaction(context, () -> {
                events(context).send(registered("plain"));
                onCommit(() -> events(context).sendAfterCommit(registered("by somebody else")));
            });
            assertThat(receivers.heard)
                    .containsExactlyInAnyOrder("plain", "by a transactional receiver", "by somebody else");
            assertThat(receivers.afterCommit)
                    .containsExactlyInAnyOrder("plain", "by a transactional receiver", "by somebody else");
        });
    }

    @Test
    void whatOthersDoAfterTheCommitKeepsNoEventFromBeingSent() {
        runner.run(context -> {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(() -> inTransaction(context, () -> {
                        onCommit(() -> {
                            throw new IllegalStateException("somebody else");
                        });
                        events(context).sendAfterCommit(registered("a"));
                        events(context).sendAfterCommit(registered("b"));
                    }))
                    .withMessage("somebody else");
            assertThat(context.getBean(Receivers.class).heard).containsExactly("a", "b");
            assertThat(context.getBean(Receivers.class).afterCommit).containsExactly("a", "b");
        });
    }

    @Test
    void anEventThatFailsLeavesTheCommitAndTheOthersAlone(CapturedOutput output) {
        runner.withPropertyValues("openedx.hooks.events.robust=false").run(context -> {
            Receivers receivers = context.getBean(Receivers.class);
            receivers.onRegistered = name -> {
                if (name.equals("bad")) {
                    throw new IllegalStateException("receiver of it");
                }
            };
            inTransaction(context, () -> {
                events(context).sendAfterCommit(registered("bad"));
                events(context).sendAfterCommit(registered("good"));
            });
            assertThat(receivers.heard).containsExactly("bad", "good");
            assertThat(output)
                    .containsOnlyOnce("was sent after the commit and failed")
                    .contains("java.lang.IllegalStateException: receiver of it");
        });
    }

    @Test
    void anErrorOfTheVirtualMachineReachesWhoeverCommitsAfterTheOthersAreSent() {
        runner.run(context -> {
            Receivers receivers = context.getBean(Receivers.class);
            receivers.onRegistered = name -> {
                if (name.equals("bad")) {
                    throw new StackOverflowError();
                }
            };
            assertThatExceptionOfType(StackOverflowError.class)
                    .isThrownBy(() -> inTransaction(context, () -> {
                        events(context).sendAfterCommit(registered("bad"));
                        events(context).sendAfterCommit(registered("good"));
                    }));
            assertThat(receivers.heard).containsExactly("bad", "good");
        });
    }

    @Test
    void anEventThatCannotBeSentIsRefusedInTheTransaction() {
        runner.run(context -> inTransaction(
                context,
                () -> assertThatExceptionOfType(NullPointerException.class)
                        .isThrownBy(() -> events(context).sendAfterCommit(nothing()))));
    }

    @Test
    void theEventsOfASavepointThatIsRolledBackAreForgotten() {
        runner.run(context -> {
            TransactionTemplate nested = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
            inTransaction(context, () -> {
                nested.executeWithoutResult(status -> {
                    events(context).sendAfterCommit(registered("first, rolled back"));
                    status.setRollbackOnly();
                });
                events(context).sendAfterCommit(registered("outer"));
                nested.executeWithoutResult(status -> {
                    events(context).sendAfterCommit(registered("kept"));
                    nested.executeWithoutResult(inner -> {
                        events(context).sendAfterCommit(registered("rolled back"));
                        inner.setRollbackOnly();
                    });
                });
                nested.executeWithoutResult(status -> {
                    nested.executeWithoutResult(
                            inner -> events(context).sendAfterCommit(registered("rolled back with the outer one")));
                    status.setRollbackOnly();
                });
                events(context).sendAfterCommit(registered("last"));
            });
            assertThat(context.getBean(Receivers.class).heard).containsExactly("outer", "kept", "last");
        });
    }

    @Test
    void eachTransactionSendsItsOwnWhenItCommits() {
        runner.run(context -> {
            TransactionTemplate own = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
            Receivers receivers = context.getBean(Receivers.class);
            receivers.onRegistered = name -> {
                if (name.equals("outer")) {
                    own.executeWithoutResult(
                            status -> events(context).sendAfterCommit(registered("inside, after the commit")));
                    receivers.heard.add("end of inside");
                }
            };
            inTransaction(context, () -> {
                events(context).sendAfterCommit(registered("outer"));
                own.executeWithoutResult(status -> events(context).sendAfterCommit(registered("inner")));
                receivers.heard.add("end of inner");
                own.executeWithoutResult(status -> {
                    events(context).sendAfterCommit(registered("rolled back"));
                    status.setRollbackOnly();
                });
                events(context).sendAfterCommit(registered("outer too"));
            });
            assertThat(receivers.heard)
                    .containsExactly(
                            "inner", "end of inner", "outer", "inside, after the commit", "end of inside", "outer too");
            assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        });
    }

    @Test
    void outletsHaveItInTheTransactionAndOnce() {
        List<String> told = new ArrayList<>();
        runner.withBean(
                        EventOutlet.class,
                        () -> signal -> event -> {
                            told.add(event.isSentAfterCommit() + " "
                                    + TransactionSynchronizationManager.isActualTransactionActive());
                            return true;
                        })
                .run(context -> {
                    context.getBean(Receivers.class).onRegistered = name -> told.add("heard");
                    inTransaction(context, () -> {
                        events(context).sendAfterCommit(registered("a"));
                        told.add("end of transaction");
                    });
                    assertThat(told).containsExactly("true true", "end of transaction", "heard");
                    told.clear();
                    events(context).sendAfterCommit(registered("a"));
                    assertThat(told).containsExactly("false false", "heard");
                });
    }

    @Test
    void aReceiverThatRunsBeforeTheCommitIsSaidToMissIt(CapturedOutput output) {
        runner.withUserConfiguration(BeforeCommit.class).run(context -> {
            inTransaction(context, () -> {
                events(context).sendAfterCommit(registered("a"));
                events(context).sendAfterCommit(registered("b"));
                events(context).sendAfterCommit(registered("c"));
                events(context).send(registered("d"));
            });
            assertThat(context.getBean(BeforeCommit.class).heard).containsExactly("d");
            assertThat(output)
                    .containsOnlyOnce("Receiver beforeCommit#receive runs before the commit, and so does not hear");
        });
    }

    @Test
    void whoeverIsToldThatTheTransactionIsOverMayUseItToo() {
        runner.run(context -> {
            inTransaction(
                    context,
                    () -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int status) {
                            events(context).sendAfterCommit(registered("when all is over"));
                        }
                    }));
            assertThat(context.getBean(Receivers.class).heard).containsExactly("when all is over");
            assertThat(context.getBean(Receivers.class).afterCommit).containsExactly("when all is over");
            assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
        });
    }

    @Test
    void ofATransactionThatMayHaveCommittedNothingIsSentAndAllIsLogged(CapturedOutput output) {
        runner.run(context -> {
            inTransactionByHand(() -> {
                events(context).sendAfterCommit(registered("a"));
                events(context).sendAfterCommit(registered("b"));
                end(TransactionSynchronization.STATUS_UNKNOWN);
            });
            assertThat(context.getBean(Receivers.class).heard).isEmpty();
            String event = "OpenEdxApplicationEvent[org.openedx.learning.student.registration.completed.v1]";
            assertThat(output)
                    .containsOnlyOnce("It is not known whether the transaction has committed. Not sent: [%s, %s]"
                            .formatted(event, event));
        });
    }

    @Test
    void ofATransactionThatHasRolledBackOrHasNothingToSendNothingIsLogged(CapturedOutput output) {
        runner.run(context -> {
            inTransactionByHand(() -> {
                events(context).sendAfterCommit(registered("a"));
                end(TransactionSynchronization.STATUS_ROLLED_BACK);
            });
            inTransactionByHand(() -> {
                events(context).sendAfterCommit(registered("a"));
                TransactionSynchronizationManager.getSynchronizations()
                        .forEach(synchronization -> synchronization.savepointRollback("before the event"));
                end(TransactionSynchronization.STATUS_UNKNOWN);
            });
            assertThat(context.getBean(Receivers.class).heard).isEmpty();
            assertThat(output).doesNotContain("It is not known");
        });
    }

    /** With JTA a transaction may end on another thread than it began on. */
    @Test
    void aTransactionThatAnotherThreadEndsLeavesTheNextOneItsEvents() {
        runner.run(context -> {
            Receivers receivers = context.getBean(Receivers.class);
            inTransactionByHand(() -> {
                events(context).sendAfterCommit(registered("first"));
                List<TransactionSynchronization> first = TransactionSynchronizationManager.getSynchronizations();
                CompletableFuture.runAsync(() -> first.forEach(synchronization ->
                                synchronization.afterCompletion(TransactionSynchronization.STATUS_COMMITTED)))
                        .join();
            });
            assertThat(receivers.heard).containsExactly("first");
            inTransactionByHand(() -> {
                events(context).sendAfterCommit(registered("second"));
                end(TransactionSynchronization.STATUS_COMMITTED);
            });
            assertThat(receivers.heard).containsExactly("first", "second");
        });
    }

    /** As transaction managers do it. */
    private static void inTransactionByHand(Runnable action) {
        TransactionSynchronizationManager.initSynchronization();
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            action.run();
        } finally {
            TransactionSynchronizationManager.clear();
        }
    }

    private static void end(int status) {
        TransactionSynchronizationManager.getSynchronizations()
                .forEach(synchronization -> synchronization.afterCompletion(status));
    }

    private static void inTransaction(ApplicationContext context, Runnable action) {
        new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> action.run());
    }

    private static void onCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    private static OpenEdxEvents events(ApplicationContext context) {
        return context.getBean(OpenEdxEvents.class);
    }

    private static StudentRegistrationCompleted registered(String name) {
        return new StudentRegistrationCompleted(
                new UserData(7, true, new UserPersonalData(name, "bob@example.com", "Bob")));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static SessionLoginCompleted nothing() {
        return null;
    }

    @Configuration("receivers")
    static class Receivers {

        private final List<String> heard = new ArrayList<>();

        private final List<String> afterCommit = new ArrayList<>();

        private Consumer<String> onRegistered = name -> {};

        private Consumer<String> onCommitted = name -> {};

        @EventListener
        void hear(StudentRegistrationCompleted event) {
            String name = event.user().pii().username();
            heard.add(name);
            onRegistered.accept(name);
        }

        @TransactionalEventListener(fallbackExecution = true)
        void hearAfterCommit(StudentRegistrationCompleted event) {
            String name = event.user().pii().username();
            afterCommit.add(name);
            onCommitted.accept(name);
        }
    }

    @Configuration("beforeCommit")
    static class BeforeCommit {

        private final List<String> heard = new ArrayList<>();

        @TransactionalEventListener(phase = TransactionPhase.BEFORE_COMMIT)
        void receive(StudentRegistrationCompleted event) {
            heard.add(event.user().pii().username());
        }
    }
}

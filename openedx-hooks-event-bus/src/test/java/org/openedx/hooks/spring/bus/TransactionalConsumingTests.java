/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openedx.hooks.spring.bus.BusContexts.PATIENCE;
import static org.openedx.hooks.spring.bus.Samples.login;

@DisplayName("Consuming inside a transaction")
@Timeout(300)
class TransactionalConsumingTests {

    @RegisterExtension
    private final Logs logs = new Logs();

    private final LocalBroker broker = new LocalBroker();

    private final ApplicationContextRunner runner = BusContexts.with(broker)
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    TransactionAutoConfiguration.class))
            .withPropertyValues(
                    "spring.datasource.generate-unique-name=true",
                    "event-bus.retry.delay=1ms",
                    "event-bus.consume-events[0].topic=logins",
                    "event-bus.consume-events[0].group-id=analytics");

    private final ApplicationContextRunner transactional =
            runner.withPropertyValues("event-bus.consume-events[0].transactional=true");

    @Test
    void transactionalListenersRunAfterTheCommit() {
        transactional.withBean("late", Late.class).run(context -> {
            consume(context, "a");

            assertThat(context.getBean(Late.class).names).containsExactly("a");
        });
        assertThat(logs.all()).noneMatch(line -> line.contains("never runs"));
    }

    @Test
    void aListenerThatCouldNeverRunIsWarnedOf() {
        runner.withBean("late", Late.class).run(context -> {
            BusContexts.ready(context.getSourceApplicationContext());
            consume(context, "a");

            assertThat(context.getBean(Late.class).names).isEmpty();
        });
        assertThat(logs.all().stream().filter(line -> line.contains("never runs")))
                .singleElement()
                .asString()
                .startsWith("Receiver late#receive never runs for events that come from [logins]")
                .contains("event-bus.consume-events[].transactional");
    }

    @Test
    void aListenerThatRunsWithoutATransactionTooIsNotWarnedOf() {
        runner.withBean("fallback", Fallback.class).run(context -> {
            consume(context, "a");

            assertThat(context.getBean(Fallback.class).names).containsExactly("a");
        });
        assertThat(logs.all()).noneMatch(line -> line.contains("never runs"));
    }

    @Test
    void whatReceiversWriteIsCommittedTogether() {
        transactional
                .withBean("writer", Writer.class)
                .withBean("failing", Failing.class)
                .run(context -> {
                    context.getBean(Failing.class).failures.set(2);
                    consume(context, "a");

                    assertThat(context.getBean(Writer.class).rows()).containsExactly("a");
                    assertThat(context.getBean(Writer.class).calls)
                            .as("not run again")
                            .hasValue(1);
                    assertThat(context.getBean(Failing.class).calls).hasValue(3);
                    assertThat(context.getBean(Failing.class).inTransaction).containsOnly(true);
                });
    }

    @Test
    void ifAReceiverHasTheTransactionRolledBackAllAreCalledAgain() {
        transactional
                .withBean("writer", Writer.class)
                .withBean("joining", Joining.class)
                .run(context -> {
                    context.getBean(Joining.class).failures().set(2);
                    consume(context, "a");

                    assertThat(context.getBean(Writer.class).rows()).containsExactly("a");
                    assertThat(context.getBean(Writer.class).calls).hasValue(3);
                    assertThat(context.getBean(Joining.class).calls()).hasValue(3);
                    assertThat(broker.consumer("logins", "analytics").letters).isEmpty();
                });
    }

    @Test
    void aDeadLetterOfARolledBackDeliveryIsForAllReceivers() {
        transactional
                .withBean("writer", Writer.class)
                .withBean("joining", Joining.class)
                .run(context -> {
                    context.getBean(Joining.class).failures().set(3);
                    consume(context, "a");

                    assertThat(context.getBean(Writer.class).rows()).isEmpty();
                    assertThat(broker.consumer("logins", "analytics").letters)
                            .singleElement()
                            .satisfies(letter -> assertThat(letter.receivers()).isEmpty());

                    assertThat(context.getBean(EventBusConsumers.class).redrive("logins", "analytics", 10, false))
                            .isEqualTo(new Redrive(1, 1, 0, 0));
                    assertThat(context.getBean(Writer.class).rows()).containsExactly("a");
                });
    }

    @Test
    @DisplayName("Spring Modulith's listeners are an inbox: stored in the message's transaction, delivered after it")
    void modulithIsAnInbox() {
        transactional
                .withConfiguration(AutoConfigurations.of(modulith()))
                .withPropertyValues(
                        "spring.modulith.events.jdbc.schema-initialization.enabled=true",
                        "spring.modulith.events.externalization.enabled=false")
                .withUserConfiguration(Asynchronous.class)
                .withBean("inbox", Inbox.class)
                .withBean("rollback", RollbackOnce.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    context.getBean(Inbox.class).failures().set(1);
                    consume(context, "a");
                    assertThat(context.getBean(RollbackOnce.class).stored())
                            .as("stored in the message's transaction, and gone with it when it was rolled back")
                            .containsExactly(1, 1);
                    await().atMost(PATIENCE)
                            .until(() -> context.getBean(Inbox.class).calls().get() == 1);

                    assertThat(broker.consumer("logins", "analytics").letters).isEmpty();
                    assertThat(context.getBean(Inbox.class).names()).isEmpty();
                    await().atMost(PATIENCE).until(() -> {
                        context.getBean(IncompleteEventPublications.class)
                                .resubmitIncompletePublications(publication -> true);
                        return !context.getBean(Inbox.class).names().isEmpty();
                    });
                    assertThat(context.getBean(Inbox.class).names()).contains("a");
                });
        assertThat(logs.all()).noneMatch(line -> line.contains("never runs"));
    }

    @Test
    void transactionalNeedsATransactionManager() {
        BusContexts.with(broker)
                .withPropertyValues(
                        "event-bus.consume-events[0].topic=logins",
                        "event-bus.consume-events[0].group-id=analytics",
                        "event-bus.consume-events[0].transactional=true")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOf(InvalidHookConfigurationException.class)
                        .hasMessageContaining("event-bus.consume-events[0].transactional needs one"));
    }

    /** What Spring Boot would configure; some of the classes are not public. */
    private static Class<?>[] modulith() {
        ClassLoader classLoader = TransactionalConsumingTests.class.getClassLoader();
        return ImportCandidates.load(AutoConfiguration.class, classLoader).getCandidates().stream()
                .filter(name -> name.startsWith("org.springframework.modulith.events.")
                        || name.startsWith("org.springframework.boot.jackson."))
                .map(name -> ClassUtils.resolveClassName(name, classLoader))
                .toArray(Class<?>[]::new);
    }

    private void consume(AssertableApplicationContext context, String name) {
        BusContexts.ready(context.getSourceApplicationContext());
        LocalBroker.Consumer consumer = broker.consumer("logins", "analytics");
        consumer.receive(login(name));
        await().atMost(PATIENCE).until(() -> consumer.acknowledged.size() == 1);
    }

    static class Late {

        final List<String> names = new CopyOnWriteArrayList<>();

        @TransactionalEventListener
        void receive(SessionLoginCompleted event) {
            names.add(event.user().pii().username());
        }
    }

    static class Fallback {

        final List<String> names = new CopyOnWriteArrayList<>();

        @TransactionalEventListener(fallbackExecution = true)
        void receive(SessionLoginCompleted event) {
            names.add(event.user().pii().username());
        }
    }

    static class Writer {

        final AtomicInteger calls = new AtomicInteger();

        private final JdbcTemplate jdbc;

        Writer(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
            jdbc.execute("create table logins (name varchar(100))");
        }

        @EventListener
        @Order(1)
        void receive(SessionLoginCompleted event) {
            calls.incrementAndGet();
            jdbc.update("insert into logins values (?)", event.user().pii().username());
        }

        List<String> rows() {
            return jdbc.queryForList("select name from logins", String.class);
        }
    }

    static class Failing {

        final AtomicInteger failures = new AtomicInteger();

        final AtomicInteger calls = new AtomicInteger();

        final List<Boolean> inTransaction = new CopyOnWriteArrayList<>();

        @EventListener
        @Order(2)
        void receive(SessionLoginCompleted event) {
            inTransaction.add(TransactionSynchronizationManager.isActualTransactionActive());
            if (calls.incrementAndGet() <= failures.get()) {
                throw new IllegalStateException("thrown by the test");
            }
        }
    }

    static class Joining {

        final AtomicInteger failures = new AtomicInteger();

        final AtomicInteger calls = new AtomicInteger();

        // The bean is a proxy, which has no fields.
        public AtomicInteger failures() {
            return failures;
        }

        public AtomicInteger calls() {
            return calls;
        }

        /** Its failure marks the transaction that it has joined. */
        @EventListener
        @Order(2)
        @Transactional
        public void receive(SessionLoginCompleted event) {
            if (calls.incrementAndGet() <= failures.get()) {
                throw new IllegalStateException("thrown by the test");
            }
        }
    }

    static class RollbackOnce {

        private final List<Integer> stored = new CopyOnWriteArrayList<>();

        private final JdbcTemplate jdbc;

        RollbackOnce(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        // The bean is a proxy, which has no fields.
        public List<Integer> stored() {
            return stored;
        }

        @EventListener
        @Order(2)
        @Transactional
        public void receive(SessionLoginCompleted event) {
            stored.add(jdbc.queryForObject("select count(*) from event_publication", Integer.class));
            if (stored.size() == 1) {
                throw new IllegalStateException("thrown by the test");
            }
        }
    }

    static class Inbox {

        final List<String> names = new CopyOnWriteArrayList<>();

        final AtomicInteger failures = new AtomicInteger();

        final AtomicInteger calls = new AtomicInteger();

        // The bean is a proxy, which has no fields.
        public AtomicInteger failures() {
            return failures;
        }

        public AtomicInteger calls() {
            return calls;
        }

        public List<String> names() {
            return names;
        }

        @ApplicationModuleListener
        public void receive(SessionLoginCompleted event) {
            if (calls.incrementAndGet() <= failures.get()) {
                throw new IllegalStateException("thrown by the test");
            }
            names.add(event.user().pii().username());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Asynchronous {}
}

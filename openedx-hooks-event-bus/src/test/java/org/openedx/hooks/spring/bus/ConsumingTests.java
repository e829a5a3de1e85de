/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventHeaders;
import org.openedx.hooks.wire.WireFormatException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.openedx.hooks.spring.bus.BusContexts.PATIENCE;
import static org.openedx.hooks.spring.bus.Samples.LOGIN;
import static org.openedx.hooks.spring.bus.Samples.login;

@DisplayName("Consuming events")
@Timeout(300)
class ConsumingTests {

    @RegisterExtension
    private final Logs logs = new Logs();

    private final LocalBroker broker = new LocalBroker();

    private final ApplicationContextRunner runner = BusContexts.with(broker)
            .withBean("first", First.class)
            .withBean("second", Second.class)
            .withPropertyValues(
                    "event-bus.topic-prefix=dev",
                    "event-bus.retry.delay=1ms",
                    "event-bus.consumer-poll-failure-sleep=0",
                    "event-bus.consume-events[0].topic=logins",
                    "event-bus.consume-events[0].group-id=analytics");

    @Test
    @DisplayName("BUS-3, BUS-11, META-13: an event arrives at its listeners with the sender's metadata")
    void anEventArrivesWithItsMetadata() {
        consuming(test -> {
            EventMetadata metadata = LocalBroker.metadata(login("bob"));
            test.consumer.receive(login("bob"), metadata, Map.of());

            test.awaitAcknowledged(1);
            assertThat(test.first.names).containsExactly("bob");
            assertThat(test.first.metadata).containsExactly(metadata);
            assertThat(test.first.fromBus).containsExactly(true);
            assertThat(test.outcomes()).containsOnly(Map.entry(MessageOutcome.PROCESSED, 1L));
        });
    }

    @Test
    @DisplayName("KAF-4: a header that is missing gets its default")
    void aMissingHeaderGetsItsDefault() {
        consuming(test -> {
            Map<String, byte[]> headers = headers(login("bob"));
            headers.remove("ce_source");
            test.consumer.receive(new ArrayList<>(headers.entrySet()), body("bob"));

            test.awaitAcknowledged(1);
            assertThat(test.first.metadata).singleElement().satisfies(metadata -> {
                assertThat(metadata.source()).isEqualTo("openedx/SERVICE_NAME_UNSET/web");
                assertThat(metadata.sourceHost()).isEqualTo("other-host");
            });
        });
    }

    @Test
    @DisplayName(
            "BUS-5: types that the application does not know, and events that nobody receives, are skipped undecoded")
    void whatNobodyWantsIsSkippedUndecoded() {
        consuming(test -> {
            Map<String, byte[]> unknown = headers(login("bob"));
            unknown.put("ce_type", bytes("org.example.things.thing.happened.v1"));
            test.consumer.receive(new ArrayList<>(unknown.entrySet()), new byte[] {1, 2, 3});
            unknown.put("ce_type", bytes("no\ntype"));
            test.consumer.receive(new ArrayList<>(unknown.entrySet()), new byte[] {1, 2, 3});
            unknown.put("ce_type", bytes("org.openedx.learning.course.enrollment.started.v1"));
            test.consumer.receive(new ArrayList<>(unknown.entrySet()), new byte[] {1, 2, 3});
            test.consumer.receive(Samples.enrollment("course-v1:a+b+c"));

            test.awaitAcknowledged(4);
            assertThat(test.consumer.decoded).hasValue(0);
            assertThat(test.consumer.letters).isEmpty();
            assertThat(test.outcomes()).containsOnly(Map.entry(MessageOutcome.SKIPPED, 4L));
            assertThat(test.status().consecutiveErrors()).isZero();
        });
        assertThat(logs.from(Level.WARN)).isEmpty();
    }

    @Test
    @DisplayName("SND-3: an event that is switched off is skipped undecoded")
    void whatIsSwitchedOffIsSkippedUndecoded() {
        consuming(runner.withPropertyValues("openedx.hooks.enabled.%s=false".formatted(LOGIN)), test -> {
            test.consumer.receive(login("bob"));

            test.awaitAcknowledged(1);
            assertThat(test.consumer.decoded).hasValue(0);
            assertThat(test.outcomes()).containsOnly(Map.entry(MessageOutcome.SKIPPED, 1L));
        });
    }

    @Test
    @DisplayName("ERR-4, ERR-5: unusable messages are dead letters at once, and the next one gets its turn")
    void unusableMessagesAreDeadLettersAtOnce() {
        consuming(test -> {
            Map<String, byte[]> headers = headers(login("bob"));
            headers.remove("ce_type");
            test.consumer.receive(new ArrayList<>(headers.entrySet()), body("bob"));
            test.consumer.receive(new ArrayList<>(headers(login("bob")).entrySet()), new byte[] {99});
            test.consumer.receive(new ArrayList<>(headers(login("bob")).entrySet()), null);
            headers = headers(login("bob"));
            headers.put("ce_id", bytes("no uuid"));
            test.consumer.receive(new ArrayList<>(headers.entrySet()), body("bob"));
            List<Map.Entry<String, byte[]>> twice =
                    new ArrayList<>(headers(login("bob")).entrySet());
            twice.add(Map.entry("ce_type", bytes(LOGIN)));
            test.consumer.receive(twice, body("bob"));
            test.consumer.receive(login("good"));

            test.awaitAcknowledged(6);
            assertThat(test.first.names).containsExactly("good");
            assertThat(test.consumer.letters).hasSize(5).allSatisfy(letter -> {
                assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.UNUSABLE);
                assertThat(letter.receivers()).isEmpty();
                assertThat(letter.attempts()).isOne();
            });
            assertThat(test.consumer.letters)
                    .extracting(DeadLetter::exceptionClass)
                    .containsOnly(WireFormatException.class.getName(), UnusableMessageException.class.getName());
            assertThat(test.outcomes())
                    .containsOnly(Map.entry(MessageOutcome.UNUSABLE, 5L), Map.entry(MessageOutcome.PROCESSED, 1L));
        });
    }

    @Test
    @DisplayName("ERR-3: only the receivers that failed are tried again, in place, so that the order holds")
    void onlyTheFailedReceiversAreTriedAgain() {
        consuming(test -> {
            test.second.failures.set(2);
            test.consumer.receive(login("a"));
            test.consumer.receive(login("b"));

            test.awaitAcknowledged(2);
            assertThat(test.first.names).containsExactly("a", "b");
            assertThat(test.second.names).containsExactly("a", "a", "a", "b");
            assertThat(test.consumer.letters).isEmpty();
            assertThat(test.outcomes()).containsOnly(Map.entry(MessageOutcome.PROCESSED, 2L));
            assertThat(test.status().failures()).containsOnly(Map.entry(IllegalStateException.class.getName(), 2L));
        });
    }

    @Test
    @DisplayName("ERR-5: after the last attempt the message and the names of those that failed are a dead letter")
    void aReceiverThatFailsForGoodMakesADeadLetter() {
        consuming(test -> {
            test.second.failures.set(3);
            String position = test.consumer.receive(login("a"));
            test.consumer.receive(login("b"));

            test.awaitAcknowledged(2);
            assertThat(test.first.names).containsExactly("a", "b");
            assertThat(test.second.names).containsExactly("a", "a", "a", "b");
            assertThat(test.consumer.letters).singleElement().satisfies(letter -> {
                assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.RECEIVER_FAILED);
                assertThat(letter.receivers()).containsExactly("second#receive");
                assertThat(letter.exceptionClass()).isEqualTo(IllegalStateException.class.getName());
                assertThat(letter.attempts()).isEqualTo(3);
                assertThat(letter.message().position()).isEqualTo(position);
                assertThat(letter.message().body()).isEqualTo(body("a"));
            });
            assertThat(test.outcomes())
                    .containsOnly(Map.entry(MessageOutcome.FAILED, 1L), Map.entry(MessageOutcome.PROCESSED, 1L));
        });
    }

    @Test
    void anEntryHasRetriesOfItsOwn() {
        consuming(runner.withPropertyValues("event-bus.consume-events[0].retry.attempts=1"), test -> {
            test.second.failures.set(1);
            test.consumer.receive(login("a"));

            test.awaitAcknowledged(1);
            assertThat(test.second.names).containsExactly("a");
            assertThat(test.consumer.letters).hasSize(1);
        });
    }

    @Test
    void anErrorOfAReceiverIsAFailureLikeOthers() {
        consuming(test -> {
            test.first.thrown = new AssertionError("thrown by the test");
            test.consumer.receive(login("a"));

            test.awaitAcknowledged(1);
            assertThat(test.second.names).containsExactly("a");
            assertThat(test.consumer.letters)
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.receivers()).containsExactly("first#receive"));
            assertThat(test.status().state()).isEqualTo(ConsumerState.RUNNING);
        });
    }

    @Test
    void anErrorOfTheVirtualMachineEndsTheConsumerAndLeavesTheMessage() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        List<Throwable> uncaught = new CopyOnWriteArrayList<>();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> uncaught.add(thrown));
        consuming(test -> {
            test.first.thrown = new OutOfMemoryError("thrown by the test");
            test.consumer.receive(login("a"));

            test.await(() -> test.status().state() == ConsumerState.FAILED && uncaught.size() == 1);
            Thread.setDefaultUncaughtExceptionHandler(before);
            assertThat(test.status().failure()).isEqualTo(OutOfMemoryError.class.getName());
            assertThat(test.consumer.acknowledged).isEmpty();
            assertThat(test.consumer.letters).isEmpty();
            assertThat(test.consumer.incoming).hasSize(1);
        });
    }

    @Test
    void aThreadThatAReceiverHasInterruptedGoesOn() {
        consuming(test -> {
            test.first.interrupts = true;
            test.second.failures.set(1);
            test.consumer.receive(login("a"));
            test.consumer.receive(login("b"));

            test.awaitAcknowledged(2);
            assertThat(test.first.names).containsExactly("a", "b");
            assertThat(test.second.names).containsExactly("a", "a", "b");
        });
    }

    @Test
    @DisplayName("ERR-6: after too many errors in a row a consumer gives up; only a processed message ends the row")
    void aConsumerGivesUpAfterTooManyErrorsInARow() {
        consuming(runner.withPropertyValues("event-bus.consumer-consecutive-errors-limit=3"), test -> {
            test.consumer.receive(List.of(), null);
            test.consumer.receive(List.of(), null);
            test.consumer.receive(login("good"));
            test.consumer.receive(List.of(), null);
            test.consumer.receive(Samples.enrollment("course-v1:a+b+c"));
            test.consumer.receive(List.of(), null);
            test.awaitAcknowledged(6);
            assertThat(test.status().state()).isEqualTo(ConsumerState.RUNNING);
            int polls = test.consumer.polls.get();
            test.await(() -> test.consumer.polls.get() > polls + 1);
            test.consumer.receive(List.of(), null);

            test.await(() -> test.status().state() == ConsumerState.FAILED);
            test.consumer.receive(login("later"));
            assertThat(test.consumer.acknowledged).hasSize(7);
            assertThat(test.consumer.incoming).hasSize(1);
            assertThat(test.status().consecutiveErrors()).isEqualTo(3);

            test.consumers.start("logins", "analytics");
            test.awaitAcknowledged(8);
            assertThat(test.first.names).containsExactly("good", "later");
        });
    }

    @Test
    @DisplayName("ERR-2, ERR-7: a broker that cannot be read is tried again, without a new start")
    void aBrokerThatIsAwayIsTriedAgain() {
        broker.options = BrokerOptions.NONE;
        consuming(test -> {
            test.consumer.cannotPoll = new IllegalStateException("away");
            test.await(() -> test.status().state() == ConsumerState.WAITING);
            test.consumer.cannotOpen = new IllegalStateException("away");
            int opened = test.consumer.opened.get();
            test.await(() -> test.consumer.opened.get() > opened + 2);
            assertThat(test.status().failure()).isEqualTo(IllegalStateException.class.getName());
            test.consumer.receive(login("a"));
            test.consumer.cannotPoll = null;
            test.consumer.cannotOpen = null;

            test.awaitAcknowledged(1);
            test.await(() -> test.status().state() == ConsumerState.RUNNING);
            assertThat(test.first.names).containsExactly("a");
        });
        assertThat(logs.all().stream().filter(line -> line.contains("cannot read now")))
                .as("one line while it is away")
                .hasSize(1);
    }

    @Test
    void failuresToReadCountAsErrors() {
        broker.options = new BrokerOptions(null, Duration.ZERO, 2, null);
        consuming(test -> {
            test.consumer.cannotPoll = new IllegalStateException("away");

            test.await(() -> test.status().state() == ConsumerState.FAILED);
            assertThat(test.status().failure()).isEqualTo(IllegalStateException.class.getName());
        });
    }

    @Test
    @DisplayName("ERR-8: consumers can be switched off, for all brokers or for the one in use")
    void consumersCanBeSwitchedOff() {
        consuming(runner.withPropertyValues("event-bus.consumers-enabled=false"), test -> {
            assertThat(test.status().state()).isEqualTo(ConsumerState.STOPPED);
            assertThat(test.consumer.opened).hasValue(0);
        });
        broker.options = new BrokerOptions(false, null, null, null);
        consuming(test -> assertThat(test.status().state()).isEqualTo(ConsumerState.STOPPED));
        broker.options = new BrokerOptions(true, null, null, null);
        consuming(
                runner.withPropertyValues("event-bus.consumers-enabled=false"),
                test -> test.await(() -> test.status().state() == ConsumerState.RUNNING));
    }

    @Test
    void nothingIsReadBeforeTheApplicationIsReady() {
        runner.run(context -> {
            assertThat(broker.consumer("dev-logins", "analytics").opened).hasValue(0);
            BusContexts.ready(context.getSourceApplicationContext());

            await().atMost(PATIENCE)
                    .until(() ->
                            broker.consumer("dev-logins", "analytics").opened.get() == 1);
        });
    }

    @Test
    void theEndOfTheApplicationWaitsForTheMessageInHand() {
        consuming(test -> {
            test.first.entered = new CountDownLatch(1);
            test.first.delay = Duration.ofMillis(300);
            test.consumer.receive(login("a"));
            test.consumer.receive(login("b"));
            assertThat(test.first.entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        });

        LocalBroker.Consumer consumer = broker.consumer("dev-logins", "analytics");
        assertThat(consumer.acknowledged).hasSize(1);
        assertThat(consumer.incoming).hasSize(1);
        assertThat(consumer.closed).hasValue(1);
    }

    @Test
    void aReceiverThatNeverReturnsDoesNotKeepTheApplicationFromEnding() {
        consuming(
                runner.withPropertyValues("spring.lifecycle.timeout-per-shutdown-phase=200ms")
                        .withConfiguration(AutoConfigurations.of(LifecycleAutoConfiguration.class)),
                test -> {
                    test.first.entered = new CountDownLatch(1);
                    test.first.delay = Duration.ofDays(1);
                    test.consumer.receive(login("a"));
                    assertThat(test.first.entered.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                            .isTrue();
                });

        LocalBroker.Consumer consumer = broker.consumer("dev-logins", "analytics");
        await().atMost(PATIENCE).until(() -> consumer.closed.get() == 1);
        assertThat(consumer.acknowledged).isEmpty();
        assertThat(consumer.incoming).as("the message will be read again").hasSize(1);
    }

    @Test
    void aConsumerIsPausedStoppedAndStartedByOperators() {
        consuming(test -> {
            test.await(() -> test.status().state() == ConsumerState.RUNNING);
            test.consumers.pause("logins", "analytics");
            test.await(() -> test.status().state() == ConsumerState.PAUSED);
            int polls = test.consumer.polls.get();
            test.consumer.receive(login("a"));
            Thread.sleep(50);
            assertThat(test.consumer.polls.get()).isLessThanOrEqualTo(polls + 1);
            test.consumers.start("dev-logins", "analytics");
            test.awaitAcknowledged(1);

            test.consumers.stop("logins", "analytics");
            test.await(() -> test.status().state() == ConsumerState.STOPPED);
            test.consumer.receive(login("b"));
            assertThat(test.consumer.closed).hasValue(1);
            test.consumers.start("logins", "analytics");
            test.awaitAcknowledged(2);

            assertThatIllegalArgumentException().isThrownBy(() -> test.consumers.stop("logins", "other"));
            assertThat(test.consumers.find("other", "analytics")).isNull();
        });
    }

    @Test
    void whatCannotBeReadNowIsWaitedFor() {
        consuming(test -> {
            test.consumer.cannotDecode = new BrokerUnavailableException("the registry is away", null);
            test.consumer.receive(login("a"));
            test.consumer.receive(login("b"));
            test.await(() -> logs.all().stream().anyMatch(line -> line.contains("cannot be read now")));
            assertThat(test.consumer.letters).isEmpty();
            test.consumer.cannotDecode = null;

            test.awaitAcknowledged(2);
            assertThat(test.first.names).containsExactly("a", "b");
        });
    }

    @Test
    void aConsumerThatWaitsForTheRegistryCanBeStopped() {
        consuming(test -> {
            test.consumer.cannotDecode = new BrokerUnavailableException("the registry is away", null);
            test.consumer.receive(login("a"));
            test.await(() -> logs.all().stream().anyMatch(line -> line.contains("cannot be read now")));
            test.consumers.stop("logins", "analytics");

            test.await(() -> test.status().state() == ConsumerState.STOPPED);
            assertThat(test.consumer.incoming).hasSize(1);
        });
    }

    @Test
    void deadLettersWaitForABrokerThatIsAway() {
        consuming(test -> {
            test.consumer.cannotAdd = new BrokerUnavailableException("away", null);
            test.consumer.receive(List.of(), null);
            test.consumer.receive(login("b"));
            test.await(() -> test.consumer.added.get() > 4);
            assertThat(test.consumer.acknowledged).isEmpty();
            test.consumer.cannotAdd = null;

            test.awaitAcknowledged(2);
            assertThat(test.consumer.letters).hasSize(1);
            assertThat(test.first.names).containsExactly("b");
        });
    }

    @Test
    void aDeadLetterThatIsNeverTakenHoldsNobodyUp() {
        consuming(test -> {
            test.consumer.cannotAdd = new IllegalStateException("too large");
            String position = test.consumer.receive(List.of(), null);
            test.consumer.receive(login("b"));

            test.awaitAcknowledged(2);
            assertThat(test.first.names).containsExactly("b");
            assertThat(logs.of(LostEvents.CATEGORY))
                    .singleElement()
                    .asString()
                    .contains("topic=dev-logins, group=analytics, position=" + position);
        });
    }

    @Test
    @DisplayName("BUS-9: work cycle callbacks are called around the receivers, in their order and back")
    void workCycleCallbacksAreCalledAroundTheReceivers() {
        List<String> calls = new CopyOnWriteArrayList<>();
        consuming(
                runner.withBean("one", WorkCycleCallback.class, () -> new Recorded("one", calls))
                        .withBean("two", WorkCycleCallback.class, () -> new Recorded("two", calls)),
                test -> {
                    test.first.calls = calls;
                    String position = test.consumer.receive(login("a"));
                    test.consumer.receive(Samples.enrollment("course-v1:a+b+c"));

                    test.awaitAcknowledged(2);
                    String cycle = " dev-logins analytics " + position + " " + LOGIN;
                    assertThat(calls)
                            .containsExactly(
                                    "before one" + cycle,
                                    "before two" + cycle,
                                    "receive",
                                    "after two" + cycle,
                                    "after one" + cycle);
                });
    }

    @Test
    void aCallbackThatFailsIsAFailedAttempt() {
        AtomicInteger failures = new AtomicInteger(2);
        List<String> calls = new CopyOnWriteArrayList<>();
        consuming(
                runner.withBean("one", WorkCycleCallback.class, () -> new Recorded("one", calls))
                        .withBean("two", WorkCycleCallback.class, () -> new WorkCycleCallback() {
                            @Override
                            public void before(WorkCycle cycle) {
                                if (failures.getAndDecrement() > 0) {
                                    throw new LinkageError("thrown by the test");
                                }
                            }

                            @Override
                            public void after(WorkCycle cycle) {
                                throw new IllegalStateException("thrown by the test after it");
                            }
                        }),
                test -> {
                    test.consumer.receive(login("a"));

                    test.awaitAcknowledged(1);
                    assertThat(test.first.names).containsExactly("a");
                    assertThat(calls).hasSize(6);
                    assertThat(test.outcomes()).containsOnly(Map.entry(MessageOutcome.PROCESSED, 1L));
                });
        assertThat(logs.all()).anyMatch(line -> line.contains("thrown by the test after it"));
    }

    @Test
    @DisplayName("AUD-1: a line when a message is received and one when it was dealt with, with no value")
    void eachMessageHasItsLinesInTheAuditLog() {
        consuming(test -> {
            test.consumer.receive(login("secret-name"));
            test.awaitAcknowledged(1);
        });

        assertThat(logs.of(BusAudit.CATEGORY)).hasSize(2);
        assertThat(logs.of(BusAudit.CATEGORY).get(0))
                .startsWith("Received: topic=dev-logins, group=analytics, position=1, type=" + LOGIN + ", id=");
        assertThat(logs.of(BusAudit.CATEGORY).get(1))
                .isEqualTo("Dealt with: topic=dev-logins, group=analytics, position=1, outcome=processed");
        assertThat(logs.all()).noneMatch(line -> line.contains("secret"));
    }

    @Test
    void theAuditLogCanBeSwitchedOff() {
        consuming(runner.withPropertyValues("event-bus.audit-logging-enabled=false"), test -> {
            test.consumer.receive(login("a"));
            test.awaitAcknowledged(1);
        });

        assertThat(logs.of(BusAudit.CATEGORY)).isEmpty();
    }

    @Test
    @DisplayName("ERR-9: a redrive hands dead letters to the receivers that had failed, and to nobody else")
    void aRedriveRunsOnlyWhatHadFailed() {
        consuming(test -> {
            test.second.failures.set(6);
            test.consumer.receive(login("a"));
            test.consumer.receive(login("b"));
            test.awaitAcknowledged(2);
            assertThat(test.consumer.letters).hasSize(2);
            test.first.names.clear();
            test.second.names.clear();

            assertThat(test.consumers.redrive("logins", "analytics", 100, true)).isEqualTo(new Redrive(2, 0, 0, 0));
            assertThat(test.second.names).isEmpty();
            test.second.failures.set(1);
            assertThat(test.consumers.redrive("logins", "analytics", 100, false))
                    .isEqualTo(new Redrive(2, 1, 1, 0));
            assertThat(test.second.names).containsExactly("a", "b");
            assertThat(test.first.names).isEmpty();
            assertThat(test.consumer.letters).singleElement().satisfies(letter -> {
                assertThat(letter.attempts()).isEqualTo(4);
                assertThat(letter.receivers()).containsExactly("second#receive");
            });

            assertThat(test.consumers.redrive("dev-logins", "analytics", 100, false))
                    .isEqualTo(new Redrive(1, 1, 0, 0));
            assertThat(test.consumer.letters).isEmpty();
        });
    }

    @Test
    void aRedriveLeavesWhatNobodyWantsAndEndsAtItsLimit() {
        consuming(test -> {
            for (int i = 0; i < 3; i++) {
                test.consumer.receive(List.of(), null);
            }
            test.awaitAcknowledged(3);
            test.consumer.letters.add(
                    0,
                    new DeadLetter(
                            new ReceivedMessage(
                                    "dev-logins",
                                    "9",
                                    new ArrayList<>(headers(Samples.enrollment("course-v1:a+b+c"))
                                            .entrySet()),
                                    null,
                                    new byte[0]),
                            DeadLetter.Reason.RECEIVER_FAILED,
                            Set.of("gone#away"),
                            null,
                            3,
                            Instant.now(),
                            "host"));

            assertThat(test.consumers.redrive("logins", "analytics", 2, false)).isEqualTo(new Redrive(4, 0, 1, 1));
            assertThat(test.consumer.letters).hasSize(4);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> test.consumers.redrive("logins", "analytics", 0, false));
        });
    }

    @Test
    void anApplicationConsumesSeveralTopicsAndGroups() {
        consuming(
                runner.withPropertyValues(
                        "event-bus.consume-events[1].topic=logins",
                        "event-bus.consume-events[1].group-id=other",
                        "event-bus.consume-events[2].topic=more",
                        "event-bus.consume-events[2].group-id=analytics",
                        "event-bus.consume-events[2].concurrency=3",
                        "event-bus.consume-events[3].topic=off",
                        "event-bus.consume-events[3].group-id=analytics",
                        "event-bus.consume-events[3].enabled=false"),
                test -> {
                    broker.consumer("dev-logins", "other").receive(login("a"));
                    broker.consumer("dev-more", "analytics").receive(login("b"));

                    test.await(() -> test.first.names.size() == 2);
                    assertThat(test.first.names).containsExactlyInAnyOrder("a", "b");
                    test.await(() ->
                            broker.consumer("dev-more", "analytics").opened.get() == 3);
                    assertThat(test.consumers.all()).hasSize(3);
                });
    }

    private void consuming(Work work) {
        consuming(runner, work);
    }

    private void consuming(ApplicationContextRunner runner, Work work) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            BusContexts.ready(context.getSourceApplicationContext());
            work.run(new Consuming(context, broker.consumer("dev-logins", "analytics")));
        });
    }

    private static Map<String, byte[]> headers(OpenEdxEvent event) {
        return new LinkedHashMap<>(EventHeaders.kafka().write(LocalBroker.metadata(event)));
    }

    private static byte[] body(String username) {
        return EventCodecs.standard().of(SessionLoginCompleted.class).encode(login(username));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private interface Work {
        void run(Consuming test) throws Exception;
    }

    private static final class Consuming {

        final LocalBroker.Consumer consumer;

        final EventBusConsumers consumers;

        final First first;

        final Second second;

        Consuming(AssertableApplicationContext context, LocalBroker.Consumer consumer) {
            this.consumer = consumer;
            this.consumers = context.getBean(EventBusConsumers.class);
            this.first = context.getBean(First.class);
            this.second = context.getBean(Second.class);
        }

        ConsumerStatus status() {
            return consumers.all().get(0);
        }

        Map<MessageOutcome, Long> outcomes() {
            return status().outcomes();
        }

        void awaitAcknowledged(int count) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(consumer.acknowledged).hasSize(count));
        }

        void await(Callable<Boolean> condition) {
            Awaitility.await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(condition);
        }
    }

    private record Recorded(String name, List<String> calls) implements WorkCycleCallback {

        @Override
        public void before(WorkCycle cycle) {
            calls.add("before " + text(cycle));
        }

        @Override
        public void after(WorkCycle cycle) {
            calls.add("after " + text(cycle));
        }

        private String text(WorkCycle cycle) {
            return String.join(
                    " ",
                    name,
                    cycle.topic(),
                    cycle.group(),
                    cycle.position(),
                    cycle.metadata().type().value());
        }
    }

    static class First {

        final List<String> names = new CopyOnWriteArrayList<>();

        final List<EventMetadata> metadata = new CopyOnWriteArrayList<>();

        final List<Boolean> fromBus = new CopyOnWriteArrayList<>();

        volatile @Nullable Error thrown;

        volatile boolean interrupts;

        volatile CountDownLatch entered = new CountDownLatch(1);

        volatile Duration delay = Duration.ZERO;

        volatile List<String> calls = new ArrayList<>();

        @EventListener
        @Order(1)
        void receive(OpenEdxApplicationEvent<SessionLoginCompleted> event) throws InterruptedException {
            calls.add("receive");
            entered.countDown();
            Thread.sleep(delay.toMillis());
            names.add(event.getPayload().user().pii().username());
            metadata.add(event.metadata());
            fromBus.add(event.isFromEventBus());
            if (interrupts) {
                Thread.currentThread().interrupt();
            }
            Error error = thrown;
            if (error != null) {
                throw error;
            }
        }
    }

    static class Second {

        final List<String> names = new CopyOnWriteArrayList<>();

        final AtomicInteger failures = new AtomicInteger();

        @EventListener
        @Order(2)
        void receive(SessionLoginCompleted event) {
            names.add(event.user().pii().username());
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("thrown by the test");
            }
        }

        @EventListener
        void other(StudentRegistrationCompleted event) {}
    }
}

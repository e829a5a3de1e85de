/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetter;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.EventBusConsumer.MessageHandler;
import org.openedx.hooks.spring.bus.EventBusConsumer.Session;
import org.openedx.hooks.spring.bus.EventMessage;
import org.openedx.hooks.spring.bus.Receipt;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.StartPoint;
import org.openedx.hooks.spring.bus.UnusableMessageException;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.WireFormatException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What every broker of the event bus must do: a test class that extends this one runs it against a broker. Each test
 * has topics of its own, so the broker may be shared.
 *
 * @since 0.1.0
 */
public abstract class EventBusCompatibilityKit {

    /** How long anything may take on a machine that has much else to do. */
    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final EventCodecs CODECS = EventCodecs.standard();

    private final String topic = "tck-" + UUID.randomUUID();

    /** For subclasses. */
    protected EventBusCompatibilityKit() {}

    /**
     * The broker under test.
     *
     * @return connected to something that runs; the same object during a test
     */
    protected abstract EventBusBroker broker();

    /**
     * The settings of a consumer.
     *
     * @param topic the full topic
     * @param group the consumer group
     * @param checkBacklog whether a new group begins with the oldest message
     * @param offsetTime from where to read on, {@literal null} for where the group stood
     * @return settings that the broker accepts
     */
    protected ConsumerSettings settings(
            String topic, String group, boolean checkBacklog, @Nullable Instant offsetTime) {
        return new ConsumerSettings(topic, group, "tck", 1, offsetTime, null, checkBacklog, null);
    }

    @Test
    final void whatIsPublishedArrivesAsItWas() throws Exception {
        SessionLoginCompleted event = login("bob");
        EventMessage message = message(event);
        Receipt receipt = publish(message).get(0);
        assertThat(receipt.position()).isNotBlank();

        EventBusConsumer consumer = backlogConsumer("group");
        ReceivedMessage received = read(consumer, 1).get(0);

        assertThat(received.topic()).isEqualTo(topic);
        assertThat(received.position()).isNotBlank();
        assertThat(decode(consumer, received, SessionLoginCompleted.class)).isEqualTo(event);
        assertThat(consumer.headers().type(received.headers()))
                .isEqualTo(message.metadata().type().value());
        assertThat(consumer.headers().read(received.headers(), type -> {
                    throw new AssertionError("nothing is missing");
                }))
                .isEqualTo(message.metadata());
    }

    @Test
    final void aTopicCarriesSeveralTypes() throws Exception {
        StudentRegistrationCompleted registered =
                new StudentRegistrationCompleted(login("bob").user());
        publish(message(login("bob")), message(registered));

        EventBusConsumer consumer = backlogConsumer("group");
        List<ReceivedMessage> received = read(consumer, 2);

        assertThat(decode(consumer, received.get(0), SessionLoginCompleted.class))
                .isEqualTo(login("bob"));
        assertThat(decode(consumer, received.get(1), StudentRegistrationCompleted.class))
                .isEqualTo(registered);
    }

    @Test
    final void headersGoAlong() throws Exception {
        EventMessage plain = message(login("bob"));
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        publish(new EventMessage(
                plain.topic(),
                plain.metadata(),
                plain.key(),
                plain.body(),
                plain.schema(),
                Map.of("traceparent", traceparent)));

        assertThat(read(backlogConsumer("group"), 1).get(0).headers()).anySatisfy(header -> {
            assertThat(header.getKey()).isEqualTo("traceparent");
            assertThat(new String(header.getValue(), StandardCharsets.UTF_8)).isEqualTo(traceparent);
        });
    }

    @Test
    final void messagesOfAKeyKeepTheirOrder() throws Exception {
        List<SessionLoginCompleted> events = IntStream.range(0, 200)
                .mapToObj(i -> new SessionLoginCompleted(
                        new UserData(i, true, new UserPersonalData("bob", "bob@example.com", "Bob"))))
                .toList();
        publish(events.stream().map(this::message).toArray(EventMessage[]::new));

        EventBusConsumer consumer = backlogConsumer("group");
        assertThat(logins(consumer, read(consumer, 200))).isEqualTo(events);
    }

    @Test
    final void eachGroupGetsEverything() throws Exception {
        publish(message(login("bob")));

        assertThat(readNames(backlogConsumer("one"), 1)).containsExactly("bob");
        assertThat(readNames(backlogConsumer("two"), 1)).containsExactly("bob");
    }

    @Test
    final void whatIsAcknowledgedIsNotReadAgain() throws Exception {
        publish(message(login("a")), message(login("b")));
        assertThat(readNames(backlogConsumer("group"), 2)).containsExactly("a", "b");

        publish(message(login("c")));

        assertThat(readNames(backlogConsumer("group"), 1)).containsExactly("c");
    }

    @Test
    final void whatIsNotAcknowledgedIsReadAgain() throws Exception {
        publish(message(login("a")), message(login("b")), message(login("c")));
        EventBusConsumer consumer = backlogConsumer("group");
        List<String> seen = new ArrayList<>();
        poll(consumer, () -> seen.size() < 2, received -> {
            seen.add(name(consumer, received));
            return seen.size() < 2;
        });
        assertThat(seen).containsExactly("a", "b");

        assertThat(readNames(backlogConsumer("group"), 2)).containsExactly("b", "c");
    }

    @Test
    final void aHandlerThatThrowsLeavesItsMessageWhereItIs() throws Exception {
        publish(message(login("a")), message(login("b")));
        EventBusConsumer consumer = backlogConsumer("group");
        List<String> seen = new ArrayList<>();
        assertThatIllegalStateException()
                .isThrownBy(() -> poll(consumer, () -> true, received -> {
                    seen.add(name(consumer, received));
                    if (seen.size() == 2) {
                        throw new IllegalStateException("thrown by the test");
                    }
                    return true;
                }))
                .withMessage("thrown by the test");

        assertThat(readNames(backlogConsumer("group"), 1)).containsExactly("b");
    }

    @Test
    final void aNewGroupBeginsWithWhatComesAfterItsFirstSession() throws Exception {
        publish(message(login("before")));
        EventBusConsumer consumer = consumer("group", null);
        List<String> seen = new ArrayList<>();
        try (Session session = consumer.open()) {
            publish(message(login("after")));
            pollUntil(session, () -> !seen.isEmpty(), received -> seen.add(name(consumer, received)));
        }

        assertThat(seen).containsExactly("after");
    }

    @Test
    final void aGroupGoesOnWhereItStood() throws Exception {
        publish(message(login("a")));
        assertThat(readNames(backlogConsumer("group"), 1)).containsExactly("a");

        publish(message(login("b")), message(login("c")));

        assertThat(readNames(consumer("group", null), 2)).containsExactly("b", "c");
    }

    @Test
    final void aGroupThatNeverReadGoesOnWhereItWasMade() throws Exception {
        consumer("group", null).open().close();

        publish(message(login("a")));

        assertThat(readNames(consumer("group", null), 1)).containsExactly("a");
    }

    @Test
    final void aTurnWithoutMessagesEnds() throws Exception {
        try (Session session = consumer("group", null).open()) {
            session.poll(received -> {
                throw new AssertionError("nothing was published");
            });
            session.idle();
            session.wakeup();
            session.poll(received -> {
                throw new AssertionError("nothing was published");
            });
        }
    }

    @Test
    final void whatComesDuringAPauseIsReadAfterIt() throws Exception {
        EventBusConsumer consumer = consumer("group", null);
        List<String> seen = new ArrayList<>();
        try (Session session = consumer.open()) {
            session.idle();
            publish(message(login("a")));
            session.idle();
            assertThat(seen).isEmpty();
            pollUntil(session, () -> !seen.isEmpty(), received -> seen.add(name(consumer, received)));
        }

        assertThat(seen).containsExactly("a");
    }

    @Test
    final void bytesThatAreNoEventAreRefused() throws Exception {
        publish(message(login("a")));
        EventBusConsumer consumer = backlogConsumer("group");
        ReceivedMessage original = read(consumer, 1).get(0);

        for (byte[] body : new byte[][] {null, {}, {1, 2, 3, 4, 5, 6, 7}}) {
            ReceivedMessage broken = new ReceivedMessage(
                    original.topic(), original.position(), original.headers(), original.key(), body);
            assertThatException()
                    .isThrownBy(() -> decode(consumer, broken, SessionLoginCompleted.class))
                    .isInstanceOfAny(WireFormatException.class, UnusableMessageException.class);
        }
    }

    @Test
    final void aDeadLetterIsTheOriginalAndWhy() throws Exception {
        publish(message(login("a")));
        EventBusConsumer consumer = backlogConsumer("group");
        ReceivedMessage original = read(consumer, 1).get(0);
        DeadLetter letter = letter(original, Set.of("mail#send", "crm#tell"));

        DeadLetters letters = consumer.deadLetters();
        assertThat(letters.name()).isEqualTo(topic + "-group-dlt");
        assertThat(letters.count()).isZero();
        letters.add(letter);
        assertThat(letters.count()).isOne();

        List<DeadLetter> taken = takeAll(backlogConsumer("group").deadLetters());
        assertThat(taken).hasSize(1);
        assertThat(taken.get(0))
                .usingRecursiveComparison()
                .ignoringCollectionOrder()
                .ignoringFields("message")
                .isEqualTo(letter);
        ReceivedMessage kept = taken.get(0).message();
        assertThat(kept.topic()).isEqualTo(original.topic());
        assertThat(kept.position()).isEqualTo(original.position());
        assertThat(kept.key()).isEqualTo(original.key());
        assertThat(kept.body()).isEqualTo(original.body());
        assertThat(kept.headers()).hasSameSizeAs(original.headers());
        for (int i = 0; i < kept.headers().size(); i++) {
            assertThat(kept.headers().get(i).getKey())
                    .isEqualTo(original.headers().get(i).getKey());
            assertThat(kept.headers().get(i).getValue())
                    .isEqualTo(original.headers().get(i).getValue());
        }
        assertThat(decode(consumer, kept, SessionLoginCompleted.class)).isEqualTo(login("a"));
        assertThat(letters.count()).isZero();
    }

    @Test
    final void deadLettersWithoutBodyKeyOrExceptionAreKeptToo() throws Exception {
        DeadLetters letters = backlogConsumer("group").deadLetters();
        ReceivedMessage empty = new ReceivedMessage(topic, "0", List.of(), null, null);
        DeadLetter letter = new DeadLetter(
                empty, DeadLetter.Reason.UNUSABLE, Set.of(), null, 1, Instant.ofEpochMilli(1714979289123L), "host");
        letters.add(letter);

        assertThat(takeAll(letters)).usingRecursiveComparison().isEqualTo(List.of(letter));
    }

    @Test
    final void aDeadLetterThatIsNotDoneStays() throws Exception {
        publish(message(login("a")), message(login("b")), message(login("c")));
        EventBusConsumer consumer = backlogConsumer("group");
        DeadLetters letters = consumer.deadLetters();
        for (ReceivedMessage received : read(consumer, 3)) {
            letters.add(letter(received, Set.of("mail#send")));
        }

        List<String> seen = new ArrayList<>();
        long removed = letters.take(letter -> {
            seen.add(name(consumer, letter.message()));
            return seen.size() < 2;
        });

        assertThat(removed).isOne();
        assertThat(seen).containsExactly("a", "b");
        assertThat(letters.count()).isEqualTo(2);
        assertThat(takeAll(letters).stream().map(letter -> name(consumer, letter.message())))
                .containsExactly("b", "c");
    }

    @Test
    final void aDeadLetterThatFailsAgainGoesToTheEndAndIsNotHandedOutTwice() throws Exception {
        publish(message(login("a")), message(login("b")));
        EventBusConsumer consumer = backlogConsumer("group");
        DeadLetters letters = consumer.deadLetters();
        for (ReceivedMessage received : read(consumer, 2)) {
            letters.add(letter(received, Set.of("mail#send")));
        }

        List<String> seen = new ArrayList<>();
        long removed = letters.take(letter -> {
            String name = name(consumer, letter.message());
            seen.add(name);
            if (name.equals("a")) {
                add(letters, letter(letter.message(), Set.of("mail#send")));
            }
            return true;
        });

        assertThat(removed).isEqualTo(2);
        assertThat(seen).containsExactly("a", "b");
        assertThat(takeAll(letters).stream().map(letter -> name(consumer, letter.message())))
                .containsExactly("a");
    }

    @Test
    final void deadLettersAreOfOneGroup() throws Exception {
        publish(message(login("a")));
        EventBusConsumer one = backlogConsumer("one");
        one.deadLetters().add(letter(read(one, 1).get(0), Set.of("mail#send")));

        assertThat(backlogConsumer("two").deadLetters().count()).isZero();
        assertThat(one.deadLetters().count()).isOne();
    }

    @Test
    final void aGroupIsMovedBackToATime() throws Exception {
        publish(message(login("a")));
        Instant between = pause();
        publish(message(login("b")), message(login("c")));
        EventBusConsumer consumer = backlogConsumer("group");
        assertThat(readNames(consumer, 3)).containsExactly("a", "b", "c");

        consumer.replay(new StartPoint.Time(between), true);
        publish(message(login("d")));
        assertThat(readNames(backlogConsumer("group"), 1)).as("after a dry run").containsExactly("d");

        var replay = consumer.replay(new StartPoint.Time(between), false);
        assertThat(replay.messages()).isIn(3L, null);
        assertThat(replay.from()).isNotBlank();
        assertThat(readNames(backlogConsumer("group"), 3)).containsExactly("b", "c", "d");
    }

    @Test
    final void aGroupIsMovedBackToAPosition() throws Exception {
        publish(message(login("a")), message(login("b")), message(login("c")));
        EventBusConsumer consumer = backlogConsumer("group");
        List<ReceivedMessage> received = read(consumer, 3);

        consumer.replay(new StartPoint.Position(received.get(1).position()), false);

        assertThat(readNames(backlogConsumer("group"), 2)).containsExactly("b", "c");
    }

    @Test
    final void aGroupIsMovedWhileItReads() throws Exception {
        Instant start = pause();
        publish(message(login("a")), message(login("b")));
        EventBusConsumer consumer = backlogConsumer("group");
        List<String> seen = new ArrayList<>();
        try (Session session = consumer.open()) {
            pollUntil(session, () -> seen.size() >= 2, received -> seen.add(name(consumer, received)));
            CompletableFuture<?> moved = CompletableFuture.runAsync(() -> {
                try {
                    consumer.replay(new StartPoint.Time(start), false);
                } catch (Exception ex) {
                    throw new IllegalStateException(ex);
                }
            });
            pollUntil(session, () -> seen.size() >= 4, received -> seen.add(name(consumer, received)));
            moved.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(seen).containsExactly("a", "b", "a", "b");
    }

    @Test
    final void aPositionThatTheBrokerDoesNotHaveIsRefused() throws Exception {
        publish(message(login("a")));
        EventBusConsumer consumer = backlogConsumer("group");
        read(consumer, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> consumer.replay(new StartPoint.Position("no such\nposition"), false))
                .satisfies(ex -> assertThat(ex.getMessage()).isNotBlank().doesNotContain("\n"));
    }

    @Test
    final void aConsumerWithATimeReadsOnFromThereInOneStep() throws Exception {
        publish(message(login("a")));
        Instant between = pause();
        publish(message(login("b")));
        assertThat(readNames(backlogConsumer("group"), 2)).containsExactly("a", "b");

        assertThat(readNames(consumer("group", between), 1)).containsExactly("b");
    }

    @Test
    final void aConsumerKnowsHowFarItIsBehind() throws Exception {
        EventBusConsumer consumer = backlogConsumer("group");
        publish(message(login("a")), message(login("b")), message(login("c")));
        List<String> seen = new ArrayList<>();
        poll(consumer, () -> seen.isEmpty(), received -> {
            if (!seen.isEmpty()) {
                return false;
            }
            return seen.add(name(consumer, received));
        });

        var position = consumer.position();
        Long behind = position.lag() == null || position.pending() == null ? null : position.lag() + position.pending();
        assertThat(behind).isIn(2L, null);
        readNames(consumer, 2);
        assertThat(consumer.position().lag()).isIn(0L, null);
    }

    /**
     * A consumer whose group, if it is new, begins with the oldest message.
     *
     * @param group the consumer group
     * @return a new consumer of this test's topic
     */
    protected final EventBusConsumer backlogConsumer(String group) {
        return broker().consumer(settings(topic, group, true, null));
    }

    private EventBusConsumer consumer(String group, @Nullable Instant offsetTime) {
        return broker().consumer(settings(topic, group, false, offsetTime));
    }

    /**
     * Publishes and waits until all is stored.
     *
     * @param messages what to publish
     * @return where it was stored
     * @throws Exception if something was not
     */
    protected final List<Receipt> publish(EventMessage... messages) throws Exception {
        List<CompletionStage<Receipt>> stages = new ArrayList<>();
        for (EventMessage message : messages) {
            stages.add(broker().producer().publish(message));
        }
        broker().producer().flush();
        List<Receipt> receipts = new ArrayList<>();
        for (CompletionStage<Receipt> stage : stages) {
            receipts.add(stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        }
        return receipts;
    }

    /**
     * The message of an event, for this test's topic.
     *
     * @param event with a key field
     * @param <E> the event
     * @return as the event bus makes it
     */
    @SuppressWarnings("unchecked")
    protected final <E extends OpenEdxEvent> EventMessage message(E event) {
        EventCodec<E> codec = CODECS.of((Class<E>) event.getClass());
        OpenEdxPublicSignal<E> signal = codec.definition();
        EventMetadata metadata = new EventMetadata(
                signal.type(),
                UUID.randomUUID(),
                0,
                "openedx/tck/web",
                "host",
                Instant.parse("2024-05-06T07:08:09.123456Z"),
                List.of(11, 2, 0));
        String keyField = signal.keyField();
        var key = keyField == null ? null : codec.key(keyField);
        return new EventMessage(
                topic,
                metadata,
                key == null ? null : new EventMessage.Key(key.encode(event), key.schemaText()),
                codec.encode(event),
                codec.schemaText(),
                Map.of());
    }

    /**
     * A login of a user.
     *
     * @param username whose
     * @return an event that is keyed by the name
     */
    protected static SessionLoginCompleted login(String username) {
        return new SessionLoginCompleted(
                new UserData(7, true, new UserPersonalData(username, username + "@example.com", "Somebody")));
    }

    /**
     * Reads and acknowledges with a session of its own.
     *
     * @param consumer reads
     * @param count how many messages
     * @return the first so many messages
     * @throws Exception if the broker fails
     */
    protected final List<ReceivedMessage> read(EventBusConsumer consumer, int count) throws Exception {
        List<ReceivedMessage> received = new ArrayList<>();
        poll(consumer, () -> received.size() < count, message -> {
            if (received.size() == count) {
                return false;
            }
            return received.add(message);
        });
        return received;
    }

    private List<String> readNames(EventBusConsumer consumer, int count) throws Exception {
        return logins(consumer, read(consumer, count)).stream()
                .map(event -> event.user().pii().username())
                .toList();
    }

    private static void poll(EventBusConsumer consumer, BooleanSupplier wanted, MessageHandler handler)
            throws Exception {
        try (Session session = consumer.open()) {
            pollUntil(session, () -> !wanted.getAsBoolean(), handler);
        }
    }

    private static void pollUntil(Session session, BooleanSupplier done, MessageHandler handler) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("the messages have not come in time").isBefore(end);
            session.poll(handler);
        }
    }

    private static List<SessionLoginCompleted> logins(EventBusConsumer consumer, List<ReceivedMessage> received) {
        return received.stream()
                .map(message -> decode(consumer, message, SessionLoginCompleted.class))
                .toList();
    }

    private static String name(EventBusConsumer consumer, ReceivedMessage received) {
        return decode(consumer, received, SessionLoginCompleted.class)
                .user()
                .pii()
                .username();
    }

    private static <E extends OpenEdxEvent> E decode(
            EventBusConsumer consumer, ReceivedMessage received, Class<E> eventClass) {
        return consumer.decode(received, CODECS.of(eventClass));
    }

    private static DeadLetter letter(ReceivedMessage message, Set<String> receivers) {
        return new DeadLetter(
                message,
                DeadLetter.Reason.RECEIVER_FAILED,
                receivers,
                "java.io.IOException",
                3,
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                "host-1");
    }

    private static List<DeadLetter> takeAll(DeadLetters letters) throws Exception {
        List<DeadLetter> taken = new ArrayList<>();
        assertThat(letters.take(taken::add)).isEqualTo(taken.size());
        return taken;
    }

    private static void add(DeadLetters letters, DeadLetter letter) {
        try {
            letters.add(letter);
        } catch (Exception ex) {
            throw new IllegalStateException(ex);
        }
    }

    /** Brokers count in milliseconds: what was published before and after this is told apart by the time between. */
    private static Instant pause() throws InterruptedException {
        Thread.sleep(20);
        Instant between = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Thread.sleep(20);
        return between;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.EventBusProperties.ConsumeEvents;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.springframework.beans.factory.ObjectProvider;

/** Makes the consumers of {@code event-bus.consume-events}, and says all that is wrong with the entries at once. */
final class ConsumerPlanner {

    static final String ENTRIES = "event-bus.consume-events";

    private static final int MOST_THREADS = 1000;

    private final EventBusProperties properties;

    private final @Nullable EventBusBroker broker;

    private final ConsumerServices services;

    private final ObjectProvider<DeliveryTransaction> transactions;

    private final Executor background;

    private final SettingOrigins origins;

    private final ConfigurationProblems problems = new ConfigurationProblems();

    ConsumerPlanner(
            EventBusProperties properties,
            @Nullable EventBusBroker broker,
            ConsumerServices services,
            ObjectProvider<DeliveryTransaction> transactions,
            Executor background,
            SettingOrigins origins) {
        this.properties = properties;
        this.broker = broker;
        this.services = services;
        this.transactions = transactions;
        this.background = background;
        this.origins = origins;
    }

    /**
     * The consumers of an application; none of them reads yet.
     *
     * @throws org.openedx.hooks.spring.config.InvalidHookConfigurationException if anything is wrong
     */
    EventBusConsumers plan() {
        List<ManagedConsumer> consumers = new ArrayList<>();
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < properties.consumeEvents().size(); i++) {
            ConsumeEvents entry = properties.consumeEvents().get(i);
            String name = ENTRIES + "[" + i + "]";
            if (isComplete(entry, name) && isNew(entry, name, seen) && entry.enabled()) {
                ManagedConsumer consumer = consumer(entry, name);
                if (consumer != null) {
                    consumers.add(consumer);
                }
            }
        }
        problems.throwIfAny("consumers of the event bus", null);
        return new EventBusConsumers(consumers);
    }

    private boolean isComplete(ConsumeEvents entry, String name) {
        int before = problems.found().size();
        require(entry.topic(), name, "topic", "learning-enrollment-lifecycle, without prefix");
        require(entry.groupId(), name, "group-id", "the name of this application");
        if (entry.concurrency() < 1 || entry.concurrency() > MOST_THREADS) {
            wrong(name, "concurrency", "must be from 1 to %d, found %d".formatted(MOST_THREADS, entry.concurrency()));
        }
        Duration claim = entry.claimMsgsOlderThan();
        if (claim != null && (claim.isNegative() || claim.isZero())) {
            wrong(name, "claim-msgs-older-than", "must be positive, found " + claim);
        }
        if (entry.offsetTime() != null && entry.lastReadMsgId() != null) {
            wrong(name, "last-read-msg-id", "and offset-time exclude each other");
        }
        if (entry.retry() != null) {
            SettingsCheck.retry(entry.retry(), name + ".retry", origins, problems);
        }
        return problems.found().size() == before;
    }

    private void require(@Nullable String value, String entry, String setting, String example) {
        if (value == null || value.isBlank()) {
            problems.add(null, origins.of(entry), "%s lacks %s, for example %s.".formatted(entry, setting, example));
        }
    }

    private void wrong(String entry, String setting, String why) {
        problems.add(null, origins.of(entry + "." + setting), "%s.%s %s.".formatted(entry, setting, why));
    }

    private boolean isNew(ConsumeEvents entry, String name, Set<List<String>> seen) {
        if (seen.add(List.of(
                String.valueOf(entry.topic()).strip(),
                String.valueOf(entry.groupId()).strip()))) {
            return true;
        }
        problems.add(
                null,
                origins.of(name),
                "%s consumes topic \"%s\" for group \"%s\" once more; to share the work set concurrency on one entry."
                        .formatted(name, entry.topic(), entry.groupId()));
        return false;
    }

    private @Nullable ManagedConsumer consumer(ConsumeEvents entry, String name) {
        if (broker == null) {
            problems.add(
                    null,
                    origins.of(name),
                    "%s needs a broker: add openedx-hooks-redis-spring-boot-starter or openedx-hooks-kafka-spring-boot-starter with event-bus.kafka.schema-registry-url (BUS-8)."
                            .formatted(name));
            return null;
        }
        if (services.delivery() == NoDelivery.INSTANCE) {
            problems.add(
                    null,
                    origins.of(name),
                    "%s cannot reach receivers: the application's own OpenEdxEvents replaces what hands events to them. Without that bean they are reached; in a test set enabled to false, or record events with @OpenEdxHooksTest instead of mocking."
                            .formatted(name));
            return null;
        }
        DeliveryTransaction transaction = entry.transactional() ? transaction(name) : DeliveryTransaction.NONE;
        ConsumerSettings settings = settings(entry);
        try {
            EventBusConsumer consumer = broker.consumer(settings);
            return transaction == null ? null : managed(entry, settings, consumer, transaction, broker.options());
        } catch (IllegalArgumentException ex) {
            problems.add(null, origins.of(name), "%s: %s".formatted(name, ex.getMessage()), ex);
            return null;
        }
    }

    private @Nullable DeliveryTransaction transaction(String name) {
        DeliveryTransaction transaction = transactions.getIfAvailable();
        if (transaction == null) {
            wrong(name, "transactional", "needs one PlatformTransactionManager, and there is none, or none is primary");
        }
        return transaction;
    }

    private ConsumerSettings settings(ConsumeEvents entry) {
        return new ConsumerSettings(
                RoutePlanner.fullTopic(properties, String.valueOf(entry.topic()).strip()),
                String.valueOf(entry.groupId()).strip(),
                entry.consumerName(),
                entry.concurrency(),
                entry.offsetTime() == null ? null : entry.offsetTime().toInstant(),
                entry.lastReadMsgId(),
                entry.checkBacklog(),
                entry.claimMsgsOlderThan());
    }

    private ManagedConsumer managed(
            ConsumeEvents entry,
            ConsumerSettings settings,
            EventBusConsumer consumer,
            DeliveryTransaction transaction,
            BrokerOptions options) {
        EventBusProperties.Retry retry = entry.retry() != null ? entry.retry() : properties.retry();
        Duration sleep = options.consumerPollFailureSleep();
        Integer limit = options.consumerConsecutiveErrorsLimit();
        ConsumerLedger ledger = new ConsumerLedger();
        ConsumerRunner runner = new ConsumerRunner(
                consumer,
                settings,
                sleep != null ? sleep : properties.consumerPollFailureSleep().duration(),
                limit != null ? limit : properties.consumerConsecutiveErrorsLimit(),
                ledger);
        MessageProcessor processor =
                new MessageProcessor(consumer, settings, retry, transaction, services, ledger, runner);
        runner.handler(processor);
        ManagedConsumer managed = new ManagedConsumer(
                String.valueOf(entry.topic()).strip(),
                settings,
                entry.transactional(),
                consumer,
                processor,
                runner,
                ledger,
                background);
        services.meters().group(settings.topic(), settings.group(), managed::lag, managed::deadLetters);
        return managed;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.event.EventOutlet;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ClassUtils;

/**
 * Sends events that have a route to the publisher (BUS-2), at once, after the sender's commit or by the outbox (OUT-1).
 * What came from the bus is not sent back there (BUS-4).
 */
final class RoutedEvents implements EventOutlet {

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.support.TransactionSynchronizationManager",
            RoutedEvents.class.getClassLoader());

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private final EventBusRoutes routes;

    private final @Nullable EventPublisher publisher;

    private final @Nullable EventOutbox outbox;

    private final LostEvents lost;

    private final BusSpans spans;

    RoutedEvents(
            EventBusRoutes routes,
            @Nullable EventPublisher publisher,
            @Nullable EventOutbox outbox,
            LostEvents lost,
            BusSpans spans) {
        this.routes = routes;
        this.publisher = publisher;
        this.outbox = outbox;
        this.lost = lost;
        this.spans = spans;
    }

    @Override
    public @Nullable Outgoing of(OpenEdxPublicSignal<?> signal) {
        List<Route<?>> found = routes.routes(signal.type());
        return found.isEmpty() ? null : event -> take(event, found);
    }

    private boolean take(OpenEdxApplicationEvent<?> envelope, List<Route<?>> found) {
        if (envelope.isFromEventBus()) {
            log.debug("{} came from the event bus and is not published again", envelope);
            return false;
        }
        boolean taken = false;
        for (Route<?> route : found) { // what may fail for the sender comes first
            if (route.isEnabled() && route.mode() == ProducerMode.OUTBOX && outbox != null) {
                store(route, envelope.getPayload(), envelope.metadata(), outbox);
                taken = true;
            }
        }
        for (Route<?> route : found) {
            if (route.isEnabled() && route.mode() != ProducerMode.OUTBOX && publisher != null) {
                publish(route, envelope, publisher);
                taken = true;
            }
        }
        return taken;
    }

    /** What cannot be stored is the sender's trouble: nothing must be lost, so the transaction must not commit. */
    private void store(Route<?> route, OpenEdxEvent event, EventMetadata metadata, EventOutbox in) {
        BusSpans.Span span = spans.publishing(metadata.type(), route.fullTopic());
        Throwable failure = null;
        try {
            in.store(message(route, event, metadata, span));
        } catch (Throwable ex) {
            failure = ex;
            throw ex;
        } finally {
            span.ended(failure);
        }
    }

    private static EventMessage message(
            Route<?> route, OpenEdxEvent event, EventMetadata metadata, BusSpans.Span span) {
        return route.message(event, metadata, span.headers());
    }

    /** Whatever goes wrong is in the log, and not the sender's trouble (BUS-10). */
    private void publish(Route<?> route, OpenEdxApplicationEvent<?> envelope, EventPublisher to) {
        OpenEdxEvent event = envelope.getPayload();
        EventMetadata metadata = envelope.metadata();
        BusSpans.Span span = spans.publishing(metadata.type(), route.fullTopic());
        Publication publication;
        try {
            publication = new Publication(message(route, event, metadata, span), route, event, span);
        } catch (Throwable ex) {
            if (ex instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            log.error("{} cannot be published to {}", metadata.type(), route.fullTopic(), ex);
            span.ended(ex);
            lost.add(route, event, metadata, "it cannot be encoded", ex);
            return;
        }
        boolean atOnce = route.mode() == ProducerMode.IMMEDIATE && !envelope.isSentAfterCommit();
        if (atOnce || !TRANSACTIONS_PRESENT || !AfterCommit.register(publication, to)) {
            to.publish(publication);
        }
    }

    /** Apart, since Spring's transactions may not be there. */
    private static final class AfterCommit {

        static boolean register(Publication publication, EventPublisher to) {
            if (!TransactionSynchronizationManager.isSynchronizationActive()
                    || !TransactionSynchronizationManager.isActualTransactionActive()) {
                return false;
            }
            // Not afterCommit: what is registered by somebody whom Spring calls there would never be called.
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

                private final List<Object> laterSavepoints = new ArrayList<>();

                private boolean rolledBack;

                @Override
                public void savepoint(Object savepoint) {
                    laterSavepoints.add(savepoint);
                }

                @Override
                public void savepointRollback(Object savepoint) {
                    rolledBack |= !laterSavepoints.contains(savepoint);
                }

                @Override
                public void afterCompletion(int status) {
                    if (status == STATUS_COMMITTED && !rolledBack) {
                        to.publish(publication);
                    } else {
                        to.withdraw(publication, status == STATUS_UNKNOWN);
                    }
                }
            });
            return true;
        }
    }
}

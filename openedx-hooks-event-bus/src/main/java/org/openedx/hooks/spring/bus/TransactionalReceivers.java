/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openedx.hooks.HookKind;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.ReceiverDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.util.ReflectionUtils;

/**
 * Warns of receivers that never run for an event from the bus: they wait for the end of a transaction, and there is
 * none without {@code transactional: true}.
 */
final class TransactionalReceivers implements Runnable {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private final HookCatalog catalog;

    private final EventReceivers receivers;

    private final EventBusConsumers consumers;

    private final BeanFactory beans;

    TransactionalReceivers(
            HookCatalog catalog, EventReceivers receivers, EventBusConsumers consumers, BeanFactory beans) {
        this.catalog = catalog;
        this.receivers = receivers;
        this.consumers = consumers;
        this.beans = beans;
    }

    @Override
    public void run() {
        List<String> topics = consumers.managed().stream()
                .filter(consumer -> !consumer.isTransactional())
                .map(consumer -> consumer.settings().topic())
                .toList();
        if (topics.isEmpty()) {
            return;
        }
        catalog.definitions().stream()
                .filter(hook -> hook.kind() == HookKind.EVENT)
                .map(hook -> (OpenEdxPublicSignal<?>) hook)
                .flatMap(signal -> receivers.of(signal).stream())
                .filter(this::needsTransaction)
                .map(ReceiverDescription::name)
                .distinct()
                .forEach(name -> log.warn(
                        "Receiver {} never runs for events that come from {}: it waits for the end of a transaction,"
                                + " and messages have one only if event-bus.consume-events[].transactional is true",
                        name,
                        topics));
    }

    private boolean needsTransaction(ReceiverDescription receiver) {
        return receiver.transactionPhase() != null && !runsWithoutToo(receiver);
    }

    private boolean runsWithoutToo(ReceiverDescription receiver) {
        String bean = receiver.bean();
        Class<?> type = bean == null ? null : beans.getType(bean);
        if (type == null) {
            return false;
        }
        List<TransactionalEventListener> listeners = Stream.of(ReflectionUtils.getAllDeclaredMethods(type))
                .filter(method -> method.getName().equals(receiver.method()))
                .map(TransactionalReceivers::listener)
                .flatMap(List::stream)
                .collect(Collectors.toList());
        return !listeners.isEmpty() && listeners.stream().allMatch(TransactionalEventListener::fallbackExecution);
    }

    private static List<TransactionalEventListener> listener(Method method) {
        TransactionalEventListener found =
                AnnotatedElementUtils.findMergedAnnotation(method, TransactionalEventListener.class);
        return found == null ? List.of() : List.of(found);
    }
}

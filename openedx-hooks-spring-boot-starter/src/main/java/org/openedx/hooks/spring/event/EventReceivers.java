/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.springframework.aop.support.AopUtils;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationAwareOrderComparator;
import org.springframework.core.annotation.OrderUtils;
import org.springframework.transaction.event.TransactionalApplicationListener;
import org.springframework.util.ClassUtils;

/**
 * Tells who receives an event: the listeners of an application context and its parents. Thread-safe.
 *
 * @since 0.1.0
 */
public final class EventReceivers {

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.event.TransactionalApplicationListener",
            EventReceivers.class.getClassLoader());

    private static final ResolvableType SOME_OTHER_EVENT = ResolvableType.forClass(ContextClosedEvent.class);

    private static final ResolvableType SOME_OTHER_HOOK = OpenEdxApplicationEvent.typeOf(OtherEvent.class);

    private final ApplicationContext context;

    /** A listener for each event that is known to be heard: asking all of them takes longer than reading a message. */
    private final Map<OpenEdxPublicSignal<?>, ApplicationListener<?>> heard = new ConcurrentHashMap<>();

    /**
     * Looks into an application context.
     *
     * @param context whose listeners receive, with its parents
     */
    public EventReceivers(ApplicationContext context) {
        this.context = context;
    }

    /**
     * Who receives an event, in the order in which they are called; those of a parent context come after the context's
     * own.
     *
     * @param signal the event's definition
     * @return an immutable list, empty if nobody listens
     */
    public List<ReceiverDescription> of(OpenEdxPublicSignal<?> signal) {
        ResolvableType envelope = OpenEdxApplicationEvent.typeOf(signal.hookClass());
        return listeners(envelope).stream().map(EventReceivers::describe).toList();
    }

    /**
     * Whether somebody waits for this event in particular.
     *
     * @param signal the event's definition
     * @return {@literal false} if only those listen that take every Open edX event
     */
    public boolean isAwaited(OpenEdxPublicSignal<?> signal) {
        return listeners(OpenEdxApplicationEvent.typeOf(signal.hookClass())).stream()
                .anyMatch(listener -> !supports(listener, SOME_OTHER_HOOK, SOME_OTHER_EVENT));
    }

    /** Whether anybody listens, be it to every Open edX event. */
    boolean isHeard(OpenEdxPublicSignal<?> signal) {
        ApplicationListener<?> known = heard.get(signal);
        if (known != null && isListening(known)) {
            return true;
        }
        List<ApplicationListener<?>> found = listeners(OpenEdxApplicationEvent.typeOf(signal.hookClass()));
        if (found.isEmpty()) {
            heard.remove(signal);
            return false;
        }
        heard.put(signal, found.get(0));
        return true;
    }

    private boolean isListening(ApplicationListener<?> listener) {
        for (ApplicationContext current = context; current != null; current = current.getParent()) {
            if (current instanceof AbstractApplicationContext listening
                    && listening.getApplicationListeners().contains(listener)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Calls receivers by name, in their order, and past Spring's publisher: others must not hear an event twice.
     * Listeners that are not receivers have no name.
     */
    void deliver(OpenEdxApplicationEvent<?> envelope, Set<String> names) {
        for (ApplicationListener<?> listener : listeners(envelope.getResolvableType())) {
            if (listener instanceof ReceiverListener ours
                    && names.contains(ours.receiver().name())) {
                ours.onApplicationEvent(envelope);
            }
        }
    }

    /** How many listeners there are, to whatever. */
    int listenerCount() {
        int count = 0;
        for (ApplicationContext current = context; current != null; current = current.getParent()) {
            if (current instanceof AbstractApplicationContext listening) {
                count += listening.getApplicationListeners().size();
            }
        }
        return count;
    }

    /** Whether an event may have been heard without a receiver of ours having said so when it was sent. */
    boolean mayHearUnmarked(OpenEdxPublicSignal<?> signal) {
        try {
            return of(signal).stream()
                    .anyMatch(receiver -> !receiver.isolated() || receiver.transactionPhase() == null);
        } catch (ConcurrentModificationException ex) {
            return true; // listeners are being added on another thread
        }
    }

    private List<ApplicationListener<?>> listeners(ResolvableType envelope) {
        List<ApplicationListener<?>> listeners = new ArrayList<>();
        for (ApplicationContext current = context; current != null; current = current.getParent()) {
            if (current instanceof AbstractApplicationContext listening) {
                listening.getApplicationListeners().stream()
                        .filter(listener -> supports(listener, envelope, SOME_OTHER_EVENT))
                        .sorted(AnnotationAwareOrderComparator.INSTANCE)
                        .forEach(listeners::add);
            }
        }
        return listeners;
    }

    /** Those that take any event of Spring are not shown: they do not listen to Open edX events in particular. */
    private static boolean supports(
            ApplicationListener<?> listener, ResolvableType envelope, ResolvableType somethingElse) {
        GenericApplicationListener generic = listener instanceof GenericApplicationListener genericListener
                ? genericListener
                : new GenericApplicationListenerAdapter(listener);
        return generic.supportsEventType(envelope) && !generic.supportsEventType(somethingElse);
    }

    private static ReceiverDescription describe(ApplicationListener<?> listener) {
        Class<?> listenerClass = AopUtils.getTargetClass(listener);
        if (!(listener instanceof ApplicationListenerMethodAdapter adapter)) {
            return new ReceiverDescription(
                    listenerClass.getName(),
                    null,
                    null,
                    order(listener, listenerClass),
                    false,
                    phase(listener),
                    null,
                    false,
                    origin(listenerClass));
        }
        Class<?> beanClass = adapter.getTargetMethod().getDeclaringClass();
        if (listener instanceof ReceiverListener ours) {
            return new ReceiverDescription(
                    ours.receiver().name(),
                    ours.receiver().beanName(),
                    ours.receiver().methodName(),
                    adapter.getOrder(),
                    ours.receiver().isAsync(),
                    phase(listener),
                    ours.receiver().condition(),
                    true,
                    origin(beanClass));
        }
        return new ReceiverDescription(
                adapter.getListenerId(),
                null,
                adapter.getTargetMethod().getName(),
                adapter.getOrder(),
                Receiver.isAsync(adapter.getTargetMethod(), beanClass),
                phase(listener),
                null,
                false,
                origin(beanClass));
    }

    private static int order(ApplicationListener<?> listener, Class<?> listenerClass) {
        return listener instanceof Ordered ordered
                ? ordered.getOrder()
                : OrderUtils.getOrder(listenerClass, Ordered.LOWEST_PRECEDENCE);
    }

    private static @Nullable String phase(ApplicationListener<?> listener) {
        return TRANSACTIONS_PRESENT ? Transactional.phase(listener) : null;
    }

    private static @Nullable String origin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null
                ? null
                : origin(source.getLocation().getPath());
    }

    /** The innermost jar of a path, which in an executable jar leads through several; the folder if there is none. */
    static String origin(String path) {
        List<String> names = List.of(path.split("[/!]+"));
        return names.stream()
                .filter(name -> name.endsWith(".jar"))
                .reduce((outer, inner) -> inner)
                .orElse(names.get(names.size() - 1));
    }

    private record OtherEvent() implements OpenEdxEvent {}

    /** Apart, since Spring's transactions may not be there. */
    private static final class Transactional {

        static @Nullable String phase(ApplicationListener<?> listener) {
            return listener instanceof TransactionalApplicationListener<?> transactional
                    ? transactional.getTransactionPhase().name().toLowerCase(Locale.ROOT)
                    : null;
        }
    }
}

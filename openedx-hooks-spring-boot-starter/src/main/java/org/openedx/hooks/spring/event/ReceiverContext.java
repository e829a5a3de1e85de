/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * What the receivers of an application share. Beans are looked up when a receiver needs them: it is made before most of
 * them.
 */
final class ReceiverContext {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private static final @Nullable Class<?> MODULITH_PUBLICATION =
            modulith("org.springframework.modulith.events.EventPublication");

    private static final @Nullable Class<?> MODULITH_REGISTRY =
            modulith("org.springframework.modulith.events.core.EventPublicationRegistry");

    private final ApplicationContext context;

    private final AutowireCapableBeanFactory beanFactory;

    private final Set<Class<?>> publishedRaw = ConcurrentHashMap.newKeySet();

    private final SingletonSupplier<EventSender> sender;

    private final SingletonSupplier<OpenEdxEvents> events;

    ReceiverContext(ApplicationContext context) {
        this.context = context;
        this.beanFactory = context.getAutowireCapableBeanFactory();
        this.sender = SingletonSupplier.ofNullable(
                () -> context.getBeanProvider(EventSender.class).getIfUnique());
        this.events = SingletonSupplier.ofNullable(
                () -> context.getBeanProvider(OpenEdxEvents.class).getIfUnique());
    }

    private static @Nullable Class<?> modulith(String name) {
        ClassLoader classLoader = ReceiverContext.class.getClassLoader();
        return ClassUtils.isPresent(name, classLoader) ? ClassUtils.resolveClassName(name, classLoader) : null;
    }

    /** Whether there is one bean of this name, and it says when that is gone. */
    boolean isSingleton(String beanName) {
        return beanFactory instanceof DefaultSingletonBeanRegistry
                && beanFactory.containsBean(beanName)
                && beanFactory.isSingleton(beanName);
    }

    /** Beans may be destroyed and made again, each alone. What depends on one is destroyed with it. */
    void whenGone(Receiver receiver, Runnable action) {
        if (beanFactory instanceof DefaultSingletonBeanRegistry beans) {
            String dependent = "openEdxReceiver:" + receiver.name();
            beans.registerDependentBean(receiver.beanName(), dependent);
            beans.registerDisposableBean(dependent, action::run);
        }
    }

    /** An event is given to a listener's receiver, whoever has published it. */
    void receive(ApplicationEvent event, ReceiverListener listener) {
        EventRun<?> run = event instanceof EventRun<?> sent ? sent : run(event);
        if (run != null) {
            run.receive(listener);
        } else if (listener.accepts(event)) {
            CompletableFuture<?> unused = ReturnedEvents.publish(listener.invoke(event), listener);
        }
    }

    /** Open edX events go through the sender, so that they have metadata, and reach everybody. */
    void publish(Object returned) {
        OpenEdxEvents through = returned instanceof OpenEdxEvent ? events.get() : null;
        if (through != null) {
            through.send((OpenEdxEvent) returned);
        } else {
            context.publishEvent(returned);
        }
    }

    /** Whether Spring Modulith stores what transactional receivers are to get. */
    boolean storesPublications() {
        return MODULITH_REGISTRY != null
                && context.getBeanProvider(MODULITH_REGISTRY).getIfAvailable() != null;
    }

    /**
     * The run of an event that was published without the sender; {@literal null} if the application has a sender of its
     * own. Spring Modulith does so when it delivers again, others are warned.
     */
    private @Nullable EventRun<?> run(ApplicationEvent event) {
        Object published = event instanceof PayloadApplicationEvent<?> payload ? payload.getPayload() : event;
        if ((MODULITH_PUBLICATION == null || !MODULITH_PUBLICATION.isInstance(event.getSource()))
                && publishedRaw.add(published.getClass())) {
            log.warn(
                    "{} was published without metadata; send it with OpenEdxEvents.send (SND-8)",
                    published.getClass().getName());
        }
        EventSender found = sender.get();
        return found != null && published instanceof OpenEdxEvent openEdx ? found.unsent(openEdx) : null;
    }
}

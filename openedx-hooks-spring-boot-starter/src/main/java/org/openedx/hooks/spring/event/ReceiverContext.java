/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.scheduling.annotation.AsyncConfigurer;
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

    private final BeanFactory beanFactory;

    private final Set<Class<?>> publishedRaw = ConcurrentHashMap.newKeySet();

    private final SingletonSupplier<EventSender> sender;

    private final SingletonSupplier<Boolean> handlesUncaughtExceptions;

    ReceiverContext(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
        this.sender = SingletonSupplier.ofNullable(
                () -> beanFactory.getBeanProvider(EventSender.class).getIfUnique());
        this.handlesUncaughtExceptions = SingletonSupplier.of(() -> {
            AsyncConfigurer configurer =
                    beanFactory.getBeanProvider(AsyncConfigurer.class).getIfUnique();
            return configurer != null && configurer.getAsyncUncaughtExceptionHandler() != null;
        });
    }

    private static @Nullable Class<?> modulith(String name) {
        ClassLoader classLoader = ReceiverContext.class.getClassLoader();
        return ClassUtils.isPresent(name, classLoader) ? ClassUtils.resolveClassName(name, classLoader) : null;
    }

    /** Whether a bean of this name is made only once. */
    boolean isSingleton(String beanName) {
        return beanFactory.containsBean(beanName) && beanFactory.isSingleton(beanName);
    }

    /** Whether the application has said what becomes of exceptions on other threads. */
    boolean handlesUncaughtExceptions() {
        return Boolean.TRUE.equals(handlesUncaughtExceptions.get());
    }

    /** Whether Spring Modulith stores what transactional receivers are to get. */
    boolean storesPublications() {
        return MODULITH_REGISTRY != null
                && beanFactory.getBeanProvider(MODULITH_REGISTRY).getIfAvailable() != null;
    }

    /**
     * An envelope for an event that was published without the sender; {@literal null} if the application has a sender
     * of its own. Spring Modulith does so when it delivers again, others are warned.
     */
    @Nullable
    OpenEdxApplicationEvent<?> envelope(ApplicationEvent event) {
        Object published = event instanceof PayloadApplicationEvent<?> payload ? payload.getPayload() : event;
        if ((MODULITH_PUBLICATION == null || !MODULITH_PUBLICATION.isInstance(event.getSource()))
                && publishedRaw.add(published.getClass())) {
            log.warn(
                    "{} was published without metadata; send it with OpenEdxEvents.send (SND-8)",
                    published.getClass().getName());
        }
        EventSender found = sender.get();
        return found != null && published instanceof OpenEdxEvent openEdx ? found.envelope(openEdx) : null;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.transaction.annotation.RestrictedTransactionalEventListenerFactory;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.util.ClassUtils;

/**
 * Makes the listeners of {@code @EventListener} and {@code @TransactionalEventListener} methods that receive Open edX
 * events. All others are left to Spring.
 *
 * <p>It depends on no other bean: Spring needs it before most of them exist, and would create them too early with it.
 */
final class OpenEdxEventListenerFactory implements EventListenerFactory, Ordered, ApplicationContextAware {

    private static final Logger log = LoggerFactory.getLogger(OpenEdxEventListenerFactory.class);

    /** Before Spring's factory for transactional listeners at 50 and its default one, which take what is left. */
    private static final int ORDER = 40;

    private static final boolean TRANSACTIONS_PRESENT = ClassUtils.isPresent(
            "org.springframework.transaction.event.TransactionalEventListener",
            OpenEdxEventListenerFactory.class.getClassLoader());

    private @Nullable ReceiverContext context;

    @Override
    public void setApplicationContext(ApplicationContext applicationContext) {
        this.context = new ReceiverContext(applicationContext);
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public boolean supportsMethod(Method method) {
        return Receiver.isReceiver(method);
    }

    @Override
    public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
        ReceiverContext shared = Objects.requireNonNull(context, "the application context must be set");
        if (TRANSACTIONS_PRESENT && Transactional.isListener(method)) {
            Transactional.refuseWhatCannotCommit(beanName, type, method);
            return Transactional.listener(beanName, type, method, shared);
        }
        return new ReceiverAdapter(beanName, type, method, shared);
    }

    /** Apart, since Spring's transactions may not be there. */
    private static final class Transactional {

        private static final RestrictedTransactionalEventListenerFactory SPRINGS =
                new RestrictedTransactionalEventListenerFactory();

        static boolean isListener(Method method) {
            return AnnotatedElementUtils.hasAnnotation(method, TransactionalEventListener.class);
        }

        static void refuseWhatCannotCommit(String beanName, Class<?> type, Method method) {
            SPRINGS.createApplicationListener(beanName, type, method);
        }

        static ApplicationListener<?> listener(String beanName, Class<?> type, Method method, ReceiverContext context) {
            TransactionalReceiverAdapter listener = new TransactionalReceiverAdapter(beanName, type, method, context);
            if (listener.receiver().takesEnvelope()
                    && listener.getTransactionPhase() == TransactionPhase.AFTER_COMMIT
                    && context.storesPublications()) {
                log.warn(
                        "Receiver {} takes the envelope, of which Spring Modulith knows nothing: its publications are"
                                + " never completed. Let it take the event itself",
                        listener.receiver().name());
            }
            return listener;
        }
    }
}

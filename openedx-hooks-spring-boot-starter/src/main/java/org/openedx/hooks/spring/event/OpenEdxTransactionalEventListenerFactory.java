/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.transaction.annotation.RestrictedTransactionalEventListenerFactory;
import org.springframework.transaction.event.TransactionalApplicationListenerMethodAdapter;
import org.springframework.util.StringUtils;

/**
 * Makes the listeners of {@code @TransactionalEventListener} methods that receive Open edX events. All others are left
 * to Spring.
 *
 * <p>It depends on no other bean: Spring needs it before most of them exist, and would create them too early with it.
 *
 * @since 0.1.0
 */
public final class OpenEdxTransactionalEventListenerFactory extends RestrictedTransactionalEventListenerFactory
        implements BeanFactoryAware {

    /** Before Spring's own, which takes what is left. */
    private static final int ORDER = 40;

    private final Set<Class<?>> publishedRaw = ConcurrentHashMap.newKeySet();

    private @Nullable BeanFactory beanFactory;

    /** The factory, at its place before Spring's own. */
    public OpenEdxTransactionalEventListenerFactory() {
        setOrder(ORDER);
    }

    @Override
    public boolean supportsMethod(Method method) {
        return super.supportsMethod(method) && Receiver.isReceiver(method);
    }

    @Override
    public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
        super.createApplicationListener(beanName, type, method); // refuses transactions that could never commit
        return new Adapter(beanName, type, method, isSingleton(beanName), publishedRaw);
    }

    @Override
    public void setBeanFactory(BeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    private boolean isSingleton(String beanName) {
        return beanFactory != null && beanFactory.containsBean(beanName) && beanFactory.isSingleton(beanName);
    }

    private static final class Adapter extends TransactionalApplicationListenerMethodAdapter
            implements ReceiverListener, Receiver.Invocation {

        private final Receiver receiver;

        Adapter(String beanName, Class<?> targetClass, Method method, boolean singleton, Set<Class<?>> publishedRaw) {
            super(beanName, targetClass, method);
            boolean canBeDirect = singleton && !StringUtils.hasText(getCondition());
            this.receiver = new Receiver(beanName, method, canBeDirect, publishedRaw);
        }

        @Override
        public Receiver receiver() {
            return receiver;
        }

        @Override
        public @Nullable String condition() {
            return getCondition();
        }

        @Override
        public void processEvent(ApplicationEvent event) {
            receiver.receive(event, this);
        }

        @Override
        public Object bean() {
            return getTargetBean();
        }

        @Override
        public boolean invoke(ApplicationEvent event) {
            @Nullable Object[] arguments = resolveArguments(event);
            if (arguments == null || (StringUtils.hasText(getCondition()) && !super.shouldHandle(event))) {
                return false;
            }
            Object result = doInvoke(arguments);
            if (result != null) {
                handleResult(result);
            }
            return true;
        }

        /** Some multicasters ask all listeners before they call one: a broken condition must not stop them here. */
        @Override
        public boolean shouldHandle(ApplicationEvent event) {
            try {
                return super.shouldHandle(event);
            } catch (RuntimeException ex) {
                return true;
            }
        }
    }
}

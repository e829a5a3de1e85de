/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.core.ResolvableType;

/** The listener of an {@code @EventListener} method that receives Open edX events. */
final class ReceiverAdapter extends ApplicationListenerMethodAdapter implements ReceiverListener {

    private final Receiver receiver;

    private final ReceiverContext context;

    ReceiverAdapter(String beanName, Class<?> targetClass, Method method, ReceiverContext context) {
        super(beanName, targetClass, method);
        this.receiver = new Receiver(beanName, targetClass, method, getCondition(), context.isSingleton(beanName));
        this.context = context;
    }

    @Override
    public Receiver receiver() {
        return receiver;
    }

    @Override
    public boolean supportsEventType(ResolvableType eventType) {
        return super.supportsEventType(eventType) && receiver.supports(eventType);
    }

    @Override
    public void processEvent(ApplicationEvent event) {
        context.receive(event, this);
    }

    @Override
    public Object get(Runnable gone) {
        context.whenGone(receiver, gone);
        return getTargetBean();
    }

    @Override
    public boolean accepts(ApplicationEvent event) {
        return super.shouldHandle(event);
    }

    @Override
    public @Nullable Object invoke(ApplicationEvent event) {
        return doInvoke(Objects.requireNonNull(resolveArguments(event)));
    }

    @Override
    public void publish(Object returned) {
        context.publish(returned);
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

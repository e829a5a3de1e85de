/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
import java.util.Objects;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;

/** The listener of an {@code @EventListener} method. */
final class ReceiverAdapter extends ApplicationListenerMethodAdapter implements ReceiverListener {

    private final Receiver receiver;

    ReceiverAdapter(String beanName, Class<?> targetClass, Method method, ReceiverContext context) {
        super(beanName, targetClass, method);
        this.receiver = new Receiver(beanName, targetClass, method, getCondition(), context);
    }

    @Override
    public Receiver receiver() {
        return receiver;
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
    public boolean accepts(ApplicationEvent event) {
        return super.shouldHandle(event);
    }

    @Override
    public void invoke(ApplicationEvent event) {
        Object result = doInvoke(Objects.requireNonNull(resolveArguments(event)));
        if (result != null) {
            handleResult(result);
        }
    }

    @Override
    protected void handleAsyncError(Throwable failure) {
        if (!receiver.reportsForItself()) {
            super.handleAsyncError(failure);
        }
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

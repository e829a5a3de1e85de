/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
import java.util.Objects;

import org.springframework.context.ApplicationEvent;
import org.springframework.transaction.event.TransactionalApplicationListenerMethodAdapter;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The listener of a {@code @TransactionalEventListener} method: a {@link ReceiverAdapter} with another parent. */
final class TransactionalReceiverAdapter extends TransactionalApplicationListenerMethodAdapter
        implements ReceiverListener {

    private final Receiver receiver;

    TransactionalReceiverAdapter(String beanName, Class<?> targetClass, Method method, ReceiverContext context) {
        super(beanName, targetClass, method);
        this.receiver = new Receiver(beanName, targetClass, method, getCondition(), context);
    }

    @Override
    public Receiver receiver() {
        return receiver;
    }

    /** What waits for the end of a transaction has been heard, although it runs later. */
    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof OpenEdxApplicationEvent<?> envelope
                && TransactionSynchronizationManager.isSynchronizationActive()
                && TransactionSynchronizationManager.isActualTransactionActive()) {
            envelope.markHeard();
        }
        super.onApplicationEvent(event);
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

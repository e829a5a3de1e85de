/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.core.ResolvableType;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalApplicationListenerMethodAdapter;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The listener of a {@code @TransactionalEventListener} method that receives Open edX events. */
final class TransactionalReceiverAdapter extends TransactionalApplicationListenerMethodAdapter
        implements ReceiverListener {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private final Receiver receiver;

    private final ReceiverContext context;

    private final AtomicBoolean missed = new AtomicBoolean();

    TransactionalReceiverAdapter(String beanName, Class<?> targetClass, Method method, ReceiverContext context) {
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

    /** What waits for the end of a transaction has been heard, although it runs later. */
    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof EventRun<?> run) {
            if (run.isSentAfterCommit() && hearsAfterCommit(run)) {
                return;
            }
            if (TransactionSynchronizationManager.isSynchronizationActive()
                    && TransactionSynchronizationManager.isActualTransactionActive()) {
                run.markHeard();
            }
        }
        super.onApplicationEvent(event);
    }

    /** The transaction that it would wait for has committed: what runs after that runs now, what runs before, never. */
    private boolean hearsAfterCommit(EventRun<?> run) {
        TransactionPhase phase = getTransactionPhase();
        if (phase == TransactionPhase.BEFORE_COMMIT) {
            if (missed.compareAndSet(false, true)) {
                log.warn(
                        "Receiver {} runs before the commit, and so does not hear {} or any other event that is sent by"
                                + " sendAfterCommit. Let it run after the commit, or send the event at once",
                        receiver.name(),
                        run);
            }
            return true;
        }
        if (phase == TransactionPhase.AFTER_ROLLBACK || TransactionSynchronizationManager.isSynchronizationActive()) {
            return false;
        }
        processEvent(run);
        return true;
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

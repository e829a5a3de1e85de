/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookObservers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

/**
 * The observers of an application: the same for events and filters, so that runs know what they are part of across
 * both. They are looked up when the first hook needs them, since they may need meters, which must not be made before
 * all other beans.
 *
 * @since 0.1.0
 */
public final class ApplicationObservers implements Supplier<HookObserver.Factory> {

    private static final Logger log = LoggerFactory.getLogger(ApplicationObservers.class);

    private final SingletonSupplier<HookObservers> observers;

    private final AtomicBoolean logged = new AtomicBoolean();

    private volatile @Nullable HookObservers asked;

    ApplicationObservers(ObjectProvider<HookObserver.Factory> factories) {
        this.observers = SingletonSupplier.of(
                () -> HookObservers.of(factories.orderedStream().toList()));
    }

    /** None if they cannot be made, since the application has ended or one of them fails: hooks run all the same. */
    @Override
    public HookObservers get() {
        try {
            HookObservers all = observers.obtain();
            asked = all;
            return all;
        } catch (BeansException | IllegalStateException ex) {
            if (logged.compareAndSet(false, true)) {
                log.error("The observers of hooks cannot be made, so hooks run unobserved", ex);
            }
            return HookObservers.of(List.of());
        }
    }

    /**
     * How often one has thrown something, which changes nothing for the hook.
     *
     * @return 0 also as long as no hook has needed them; asking does not make them
     */
    public long failures() {
        HookObservers all = asked;
        return all == null ? 0 : all.failures();
    }
}

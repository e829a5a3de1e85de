/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookObservers;
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

    private final SingletonSupplier<HookObservers> observers;

    private volatile @Nullable HookObservers asked;

    ApplicationObservers(ObjectProvider<HookObserver.Factory> factories) {
        this.observers = SingletonSupplier.of(
                () -> HookObservers.of(factories.orderedStream().toList()));
    }

    @Override
    public HookObservers get() {
        HookObservers all = observers.obtain();
        asked = all;
        return all;
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

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.function.Supplier;

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

    ApplicationObservers(ObjectProvider<HookObserver.Factory> factories) {
        this.observers = SingletonSupplier.of(
                () -> HookObservers.of(factories.orderedStream().toList()));
    }

    @Override
    public HookObservers get() {
        return observers.obtain();
    }
}

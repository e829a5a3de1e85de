/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.wordy;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;

/** An application whose own hooks are valid, and could have better names. */
@AutoConfigurationPackage
public class WordyHooks {

    @EventHook(type = "com.example.shop.cart.filled.v1")
    record CartFilledEvent(String cartData) implements OpenEdxEvent {}

    @FilterHook(type = "com.example.shop.cart.payment.requested.v1")
    record CartPaymentRequested(String cart) implements OpenEdxFilter {}
}

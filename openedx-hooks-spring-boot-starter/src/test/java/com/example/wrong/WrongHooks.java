/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.wrong;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** An application whose own hooks are wrong in every way. */
@EnableAutoConfiguration
public class WrongHooks {

    @EventHook(type = "com.example.shop.cart.filled")
    record CartFilled(String cart) implements OpenEdxEvent {}

    @EventHook(type = "com.example.shop.cart.emptied.v1", keyField = "crt")
    record CartEmptied(String cart) implements OpenEdxEvent {}

    @FilterHook(type = "com.example.shop.cart.payment.requested.v1")
    record CartPaymentRequested(String cart) implements OpenEdxFilter {}

    @FilterHook(type = "com.example.shop.cart.payment.requested.v1")
    record CartPaymentAlsoRequested(String cart) implements OpenEdxFilter {}
}

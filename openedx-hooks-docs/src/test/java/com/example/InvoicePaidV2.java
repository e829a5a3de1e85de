/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * An invoice was paid, in some currency.
 *
 * @param invoice its number
 * @param currency as in ISO 4217
 */
@EventHook(type = "com.example.billing.invoice.paid.v2")
record InvoicePaidV2(String invoice, String currency) implements OpenEdxEvent {}

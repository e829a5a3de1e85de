/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * An invoice was paid.
 *
 * @param invoice its number
 */
@EventHook(type = "com.example.billing.invoice.paid.v1")
record InvoicePaid(String invoice) implements OpenEdxEvent {}

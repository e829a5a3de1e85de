/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.springframework.stereotype.Component;

/** The customers, somewhere else. */
@Component
class Crm {

    CompletionStage<Customer> customer(long id) {
        return CompletableFuture.completedFuture(new Customer(id % 2 == 0));
    }

    record Customer(boolean hasPaid) {}
}

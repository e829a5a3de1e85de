/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.test.StoredSchemas;

class SchemasTests {

    @Test
    void everybodyCanReadOurEvents() {
        StoredSchemas.in("src/test/resources/schemas").check(CoffeeBreakStarted.class);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.test.StoredSchemas;

class EvolutionTests {

    @Test
    void everybodyCanReadTheEvent() {
        StoredSchemas.in("src/test/resources/schemas").check(BadgeAwarded.class);
    }
}

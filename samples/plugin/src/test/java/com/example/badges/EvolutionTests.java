/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.SchemaEvolution;

import static org.assertj.core.api.Assertions.assertThat;

class EvolutionTests {

    @Test
    void badgeAwardedIsReadableByThoseWhoKnowTheReleasedOne() throws IOException {
        String released = Files.readString(Path.of("src/test/resources/badge-awarded.v1.avsc"));
        String current = EventCodecs.standard().of(BadgeAwarded.class).schemaText();

        assertThat(SchemaEvolution.problems(released, current)).isEmpty();
    }
}

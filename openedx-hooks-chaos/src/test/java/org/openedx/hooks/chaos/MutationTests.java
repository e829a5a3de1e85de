/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A run that finds nothing says something only if it would find something. Takes a minute or two for each mutation. */
@EnabledIfSystemProperty(named = "chaos.mutations", matches = "true")
class MutationTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void aRunFindsThatARemedyWasTakenOut(Mutation mutation) throws Exception {
        long seed = Long.getLong("chaos.seed", 1);
        Chaos.Settings settings = new Chaos.Settings(
                mutation.broker.equals("kafka"),
                seed,
                Duration.ofSeconds(30),
                1,
                1,
                directory,
                mutation.compile(directory) + File.pathSeparator + System.getProperty("java.class.path"));
        try (Chaos chaos = new Chaos(settings)) {
            Verdict verdict = chaos.run();
            System.out.printf("%s: %s%n", mutation, verdict);
            assertThat(verdict.broken()).containsAnyElementsOf(mutation.found);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A run that finds nothing says something only if it would find something. Runs only with
 * {@code -Dchaos.mutations=true}, or with the names of some mutations instead, and with {@code -Dchaos.broker} for
 * those of which either broker would tell; takes about a minute for each.
 */
class MutationTests {

    private static final String CHOSEN = "chaos.mutations";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    void everyRemedyThatIsTakenOutIsWhereItIsLookedFor(Mutation mutation) {
        assertThatCode(mutation::source).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource
    @EnabledIfSystemProperty(named = CHOSEN, matches = "true|[A-Z_,]+")
    void aRunFindsThatARemedyWasTakenOut(Mutation mutation) throws Exception {
        String broker = System.getProperty("chaos.broker", "");
        assumeTrue(broker.isBlank() || mutation.appliesTo(broker), "it is a remedy of the other broker");
        String classPath = mutation.compile(directory) + File.pathSeparator + System.getProperty("java.class.path");
        try (Chaos chaos = new Chaos(settings(broker.isBlank() ? mutation.broker : broker, classPath))) {
            Verdict verdict = chaos.run();
            System.out.printf("%s: %s%n", mutation, verdict);
            assertThat(verdict.broken()).containsAnyElementsOf(mutation.found);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka"})
    @EnabledIfSystemProperty(named = CHOSEN, matches = "true")
    void theSameRunFindsNothingIfNoneWasTakenOut(String broker) throws Exception {
        try (Chaos chaos = new Chaos(settings(broker, System.getProperty("java.class.path")))) {
            assertThat(chaos.run().findings()).isEmpty();
        }
    }

    private Chaos.Settings settings(String broker, String classPath) {
        return new Chaos.Settings(
                broker.equals("kafka"),
                ChaosTests.seed(),
                Duration.ofSeconds(15),
                1,
                1,
                Duration.ofSeconds(20),
                directory,
                classPath);
    }

    static Stream<Mutation> aRunFindsThatARemedyWasTakenOut() {
        String chosen = System.getProperty(CHOSEN, "");
        return chosen.equals("true")
                ? Stream.of(Mutation.values())
                : Arrays.stream(chosen.split(",", -1)).map(Mutation::valueOf);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Every event of a committed transaction must be received, none of one that was rolled back, in the order of their
 * keys, and not more often than blows explain, whatever is killed.
 */
class ChaosTests {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka"})
    void everyCommittedEventArrivesInTheOrderOfItsKeyWhateverIsKilled(String broker) throws Exception {
        String chosen = System.getProperty("chaos.broker", "");
        assumeTrue(chosen.isBlank() || chosen.equals(broker), "another broker was chosen");
        assumeTrue(broker.equals("kafka") || RedisBroker.isInstalled(), "needs redis-server");
        long seed = seed();
        System.out.printf("Chaos with %s: -Dchaos.broker=%s -Dchaos.seed=%d%n", broker, broker, seed);
        Chaos.Settings settings = new Chaos.Settings(
                broker.equals("kafka"),
                seed,
                Duration.ofSeconds(Long.getLong("chaos.seconds", 12)),
                Integer.getInteger("chaos.rounds", 1),
                Integer.getInteger("chaos.allowance", 3),
                Duration.ofSeconds(60),
                directory,
                System.getProperty("java.class.path"));
        try (Chaos chaos = new Chaos(settings)) {
            assertThat(chaos.run().findings()).isEmpty();
        }
    }

    /** The one that was chosen, else any. */
    static long seed() {
        String chosen = System.getProperty("chaos.seed", "");
        return chosen.isBlank() ? System.nanoTime() : Long.parseLong(chosen);
    }
}

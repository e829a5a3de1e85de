/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import io.micrometer.core.instrument.MeterRegistry;
import org.openedx.hooks.event.OpenEdxEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Draws numbers as long as it may. The table of drawn numbers and the outbox are changed by one transaction, so the
 * table says which events must arrive, whatever this process knew when it was killed.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Publisher {

    static final int THREADS = 4;

    private static final int KEYS_OF_A_THREAD = 5;

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    public static void main(String[] arguments) {
        SpringApplication.run(Publisher.class, arguments);
    }

    @Bean
    static Tally tally(@Value("${tally}") Path file) throws IOException {
        return new Tally(file);
    }

    @Bean
    static MeterRegistry meters(Tally tally) {
        return new TalliedMeters(tally);
    }

    @Bean
    static Drawing drawing(
            OpenEdxEvents events,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            Tally tally,
            @Value("${life}") String life,
            @Value("${silence}") Path silence) {
        return new Drawing(events, jdbc, transaction, tally, life, silence);
    }

    /** Its threads, each with keys of its own. */
    static final class Drawing implements ApplicationRunner {

        private final OpenEdxEvents events;

        private final JdbcTemplate jdbc;

        private final TransactionTemplate transaction;

        private final Tally tally;

        private final String life;

        private final Path silence;

        Drawing(
                OpenEdxEvents events,
                JdbcTemplate jdbc,
                TransactionTemplate transaction,
                Tally tally,
                String life,
                Path silence) {
            this.events = events;
            this.jdbc = jdbc;
            this.transaction = transaction;
            this.tally = tally;
            this.life = life;
            this.silence = silence;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            for (int i = 0; i < THREADS; i++) {
                String prefix = life + "-" + i + "-";
                new Thread(() -> draw(prefix), "draw-" + i).start();
            }
        }

        private void draw(String prefix) {
            Random random = new Random(prefix.hashCode());
            for (long number = 0; !Files.exists(silence); number++) {
                NumberDrawn drawn = new NumberDrawn(prefix + number % KEYS_OF_A_THREAD, number);
                boolean undone = random.nextInt(10) == 0;
                int slow = random.nextInt(10) == 0 ? random.nextInt(50) : 0;
                try {
                    transaction.executeWithoutResult(status -> {
                        jdbc.update("INSERT INTO drawn (key, number) VALUES (?, ?)", drawn.key(), drawn.number());
                        events.send(drawn);
                        pause(slow); // others commit before it that have stored their events after it
                        if (undone) {
                            status.setRollbackOnly();
                        }
                    });
                    if (!undone) {
                        tally.increment(Count.COMMITTED);
                    }
                    pause(random.nextInt(20));
                } catch (RuntimeException ex) {
                    log.info("Not drawn: {}", ex.getClass().getName());
                    pause(200);
                }
            }
        }

        private static void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

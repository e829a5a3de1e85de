/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

import org.openedx.hooks.event.OpenEdxEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Draws numbers as long as it lives. The table of drawn numbers and the outbox are changed by one transaction, so the
 * table says which events must arrive, whatever this process knew when it was killed.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Publisher implements ApplicationRunner {

    private static final int THREADS = 4;

    private static final int KEYS_OF_A_THREAD = 5;

    private static final Logger log = LoggerFactory.getLogger(Publisher.class);

    private final OpenEdxEvents events;

    private final JdbcTemplate jdbc;

    private final TransactionTemplate transaction;

    Publisher(OpenEdxEvents events, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.events = events;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Publisher.class, arguments);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (arguments.containsOption("draw")) {
            return; // it relays what others have left
        }
        String run = Objects.requireNonNull(arguments.getOptionValues("run")).get(0);
        for (int i = 0; i < THREADS; i++) {
            String prefix = run + "-" + i + "-";
            new Thread(() -> draw(prefix), "draw-" + i).start();
        }
    }

    private void draw(String prefix) {
        for (long number = 0; ; number++) {
            String key = prefix + number % KEYS_OF_A_THREAD;
            long drawn = number;
            try {
                transaction.executeWithoutResult(status -> {
                    jdbc.update("INSERT INTO drawn (key, number) VALUES (?, ?)", key, drawn);
                    events.send(new NumberDrawn(key, drawn));
                    if (ThreadLocalRandom.current().nextInt(10) == 0) {
                        status.setRollbackOnly();
                    }
                });
                Thread.sleep(ThreadLocalRandom.current().nextInt(20));
            } catch (InterruptedException ex) {
                return;
            } catch (RuntimeException ex) {
                log.info("Not drawn: {}", ex.getClass().getName());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}

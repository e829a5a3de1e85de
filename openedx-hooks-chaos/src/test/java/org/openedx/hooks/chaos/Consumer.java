/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Writes down what it has received, a line for each event. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Consumer {

    public static void main(String[] arguments) {
        SpringApplication.run(Consumer.class, arguments);
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
    static Receiver receiver(Tally tally, @Value("${life}") String life, @Value("${file}") Path file)
            throws IOException {
        return new Receiver(tally, life, file);
    }

    /** Slow now and then, so that it can be killed at work. */
    static final class Receiver {

        private final Tally tally;

        private final String life;

        private final FileChannel file;

        private final Random random;

        Receiver(Tally tally, String life, Path file) throws IOException {
            this.tally = tally;
            this.life = life;
            this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            this.random = new Random(life.hashCode());
        }

        @EventListener
        void receive(NumberDrawn event) throws InterruptedException {
            tally.increment(Count.BEGUN);
            if (random.nextInt(200) == 0) {
                Thread.sleep(300);
            }
            write(event);
            tally.increment(Count.ENDED);
            if (event.isUnwelcome()) {
                throw new IllegalStateException("unwelcome");
            }
        }

        /** One write is there as a whole or not at all, whoever else writes to the file. */
        private void write(NumberDrawn event) {
            String line = "%s %d %s%n".formatted(event, System.currentTimeMillis(), life);
            try {
                int unused = file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }
}

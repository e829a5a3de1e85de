/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** Writes down what it receives, once before it works on it and once when it is done. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Consumer {

    private final Path file;

    Consumer(@Value("${file}") Path file) {
        this.file = file;
    }

    public static void main(String[] arguments) {
        SpringApplication.run(Consumer.class, arguments);
    }

    @EventListener
    void receive(NumberDrawn event) throws InterruptedException {
        write("begin", event);
        if (ThreadLocalRandom.current().nextInt(200) == 0) {
            Thread.sleep(300);
        }
        write("end", event);
    }

    private void write(String what, NumberDrawn event) {
        String line = "%s %s %d %d%n".formatted(what, event.key(), event.number(), System.currentTimeMillis());
        try {
            Files.writeString(file, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

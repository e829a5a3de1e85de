/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.springframework.context.event.EventListener;

/** An application that writes down what it receives; to be killed. */
final class ConsumerProcess {

    private ConsumerProcess() {}

    /** Broker, registry, topic and file. */
    public static void main(String[] arguments) {
        System.setProperty("test.file", arguments[3]);
        TestApplication.start(
                arguments[0],
                URI.create(arguments[1]),
                List.of(
                        "event-bus.consume-events[0].topic=" + arguments[2],
                        "event-bus.consume-events[0].group-id=group",
                        "event-bus.consume-events[0].check-backlog=true",
                        "spring.kafka.consumer.properties[session.timeout.ms]=3000"),
                Writer.class);
    }

    /** One line for each event. */
    static final class Writer {

        private final Path file = Path.of(System.getProperty("test.file"));

        @EventListener
        void write(SessionLoginCompleted event) throws IOException {
            Files.writeString(
                    file,
                    event.user().id() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.APPEND);
        }
    }
}

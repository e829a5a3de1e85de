/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.SchemaEvolution;
import org.springframework.util.ClassUtils;

/**
 * The Avro schemas that an application's events had when they were released, kept in its repository. A test compares
 * them with those that the events have now, so that nobody breaks an event by accident (EVO-5, TST-3). Needs
 * {@code org.apache.avro:avro} on the class path.
 *
 * <p>With {@code -D}{@value #STORE}{@code =true} the test stores the schemas of events that have none, in files named
 * as in Python; it never changes one that is there (EVO-6).
 *
 * @since 0.1.0
 */
public final class StoredSchemas {

    /** The system property that makes a check store what is missing. */
    public static final String STORE = "openedx.hooks.store-schemas";

    private final Path folder;

    private final EventCodecs codecs;

    private StoredSchemas(Path folder, EventCodecs codecs) {
        this.folder = folder;
        this.codecs = codecs;
    }

    /**
     * The schemas in a folder.
     *
     * @param folder relative to the module, for example {@code src/test/resources/schemas}
     * @return the schemas
     * @throws IllegalStateException if Avro is not there
     */
    public static StoredSchemas in(String folder) {
        if (!ClassUtils.isPresent("org.apache.avro.Schema", StoredSchemas.class.getClassLoader())) {
            throw new IllegalStateException(
                    "Comparing schemas needs org.apache.avro:avro on the class path; add it with test scope");
        }
        return new StoredSchemas(Path.of(folder), EventCodecs.standard());
    }

    /**
     * The same folder, for events with data that needs codecs of the application.
     *
     * @param codecs know the data
     * @return the schemas
     */
    public StoredSchemas with(EventCodecs codecs) {
        return new StoredSchemas(folder, codecs);
    }

    /**
     * Checks that applications with the stored schemas and with the current ones read each other's events.
     *
     * @param events the application's events
     * @throws AssertionError if an event has no stored schema, or has changed so that some could not read it; says what
     *     to do
     * @throws org.openedx.hooks.wire.UnsupportedTypeException if an event cannot be put on an event bus
     */
    @SafeVarargs
    public final void check(Class<? extends OpenEdxEvent>... events) {
        List<String> problems = new ArrayList<>();
        for (Class<? extends OpenEdxEvent> event : events) {
            problems.addAll(problems(event));
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), problems));
        }
    }

    private List<String> problems(Class<? extends OpenEdxEvent> event) {
        String type = OpenEdxPublicSignal.of(event).type().value();
        String current = codecs.of(event).schemaText();
        Path file = folder.resolve(type.replace('.', '+') + "_schema.avsc");
        try {
            if (Files.exists(file)) {
                return SchemaEvolution.problems(Files.readString(file), current);
            }
            if (!Boolean.getBoolean(STORE)) {
                return List.of("%s has no stored schema: run this test once with -D%s=true, and commit %s"
                        .formatted(type, STORE, file));
            }
            Files.createDirectories(folder);
            Files.writeString(file, current);
            return List.of();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

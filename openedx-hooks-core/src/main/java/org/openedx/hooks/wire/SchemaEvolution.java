/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.openedx.hooks.Printable;

/**
 * Tells whether an event may change as it did: whether applications with the stored schema and applications with the
 * current one read each other's events (EVO-5). Needs Avro on the class path.
 *
 * <pre>{@code
 * assertThat(SchemaEvolution.problems(stored, EventCodecs.standard().of(InvoicePaid.class).schemaText())).isEmpty();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SchemaEvolution {

    private static final String ADVICE =
            "; undo the change, add only components with @Nullable, or make it a new event with the next major version";

    private SchemaEvolution() {}

    /**
     * Compares two schemas of an event, both ways.
     *
     * @param stored the schema, as JSON, that was released
     * @param current the schema, as JSON, that the event has now
     * @return a sentence for each problem, with what to do; empty if there is none
     * @throws WireFormatException if one of them is no schema
     */
    public static List<String> problems(String stored, String current) {
        try {
            return problems(Schemas.parseForeign(stored), Schemas.parseForeign(current));
        } catch (Fault fault) {
            throw WireFormatException.of("Cannot compare schemas", fault);
        }
    }

    /**
     * Compares two schemas of an event, both ways.
     *
     * @param stored the schema that was released
     * @param current the schema that the event has now
     * @return a sentence for each problem, with what to do; empty if there is none
     */
    public static List<String> problems(Schema stored, Schema current) {
        List<String> problems = new ArrayList<>();
        if (!Objects.equals(stored.getFullName(), current.getFullName())) {
            problems.add("%s and %s are different events"
                    .formatted(Printable.of(stored.getFullName()), Printable.of(current.getFullName())));
        } else {
            add(problems, current, stored, "applications with the new schema cannot read events of the stored one");
            add(problems, stored, current, "applications with the stored schema cannot read events of the new one");
        }
        return List.copyOf(problems);
    }

    private static void add(List<String> problems, Schema reader, Schema writer, String what) {
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .forEach(found -> problems.add("%s: %s, since %s (%s at %s)"
                                .formatted(
                                        Printable.of(writer.getNamespace()),
                                        what,
                                        Printable.of(found.getMessage()),
                                        found.getType(),
                                        location(found))
                        + ADVICE));
    }

    private static String location(Incompatibility found) {
        return Printable.of(found.getLocation());
    }
}

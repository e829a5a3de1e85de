/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SuppressWarnings("SameNameButDifferent") // releases of one event
class SchemaEvolutionTests {

    private static final Path STORED = Path.of("src/test/resources/stored-schemas");

    private static final String SCHEMA = """
            {"type": "record", "name": "CloudEvent", "namespace": "com.example.billing.invoice.paid.v1", "fields": [
              {"name": "invoice", "type": {"type": "record", "name": "Invoice", "fields": [
                {"name": "number", "type": "long"}%s]}}]}""";

    /**
     * Schemas are stored once, with {@code -Dopenedx.schemas.store=true} for an event that is new, and never changed
     * for one that was released (EVO-6).
     */
    @Test
    void eventsAreCompatibleWithTheirStoredSchemas() throws IOException {
        List<String> problems = new ArrayList<>();
        int compatible = 0;
        for (OpenEdxPublicSignal<?> signal : Reference.events()) {
            if (!signal.isBusCapable()) {
                continue;
            }
            Path file = STORED.resolve(signal.type() + ".avsc");
            String current = Reference.CODECS
                    .of(signal.hookClass().asSubclass(OpenEdxEvent.class))
                    .schemaText();
            if (Files.notExists(file) && Boolean.getBoolean("openedx.schemas.store")) {
                Files.writeString(file, current + "\n");
            }
            if (Files.notExists(file)) {
                problems.add("%s has no stored schema; run with -Dopenedx.schemas.store=true".formatted(signal));
            } else {
                problems.addAll(SchemaEvolution.problems(Files.readString(file), current));
                compatible++;
            }
        }
        assertThat(problems).isEmpty();
        System.out.printf("wire: %d events compatible with their stored schemas%n", compatible);
    }

    @Test
    void whatMayBeAbsentMayComeAndGo() {
        String more =
                SCHEMA.formatted(", {\"default\": null, \"name\": \"currency\", \"type\": [\"null\", \"string\"]}");

        assertThat(SchemaEvolution.problems(SCHEMA.formatted(""), more)).isEmpty();
        assertThat(SchemaEvolution.problems(more, SCHEMA.formatted(""))).isEmpty();
    }

    @Test
    void whatIsRequiredMayNeitherComeNorGo() {
        String more = SCHEMA.formatted(", {\"name\": \"currency\", \"type\": \"string\"}");

        assertThat(SchemaEvolution.problems(SCHEMA.formatted(""), more))
                .singleElement()
                .asString()
                .contains(
                        "com.example.billing.invoice.paid.v1: ",
                        "applications with the new schema cannot read events of the stored one, since ",
                        "currency",
                        " (READER_FIELD_MISSING_DEFAULT_VALUE at /fields/0/type/fields/1); undo the change, ",
                        "or make it a new event with the next major version");
        assertThat(SchemaEvolution.problems(more, SCHEMA.formatted("")))
                .singleElement()
                .asString()
                .contains("applications with the stored schema cannot read events of the new one");
    }

    @Test
    void typesMayNotChange() {
        String other = SCHEMA.formatted("").replace("\"long\"", "\"string\"");

        assertThat(SchemaEvolution.problems(SCHEMA.formatted(""), other)).hasSize(2);
    }

    @Test
    void differentEventsAreNotCompared() {
        String other = SCHEMA.formatted("").replace("paid.v1", "paid.v2");

        assertThat(SchemaEvolution.problems(SCHEMA.formatted(""), other))
                .containsExactly("com.example.billing.invoice.paid.v1.CloudEvent and"
                        + " com.example.billing.invoice.paid.v2.CloudEvent are different events");
    }

    @Test
    void whatIsNoSchemaCannotBeCompared() {
        for (List<String> schemas : List.of(List.of("{", SCHEMA.formatted("")), List.of(SCHEMA.formatted(""), "{"))) {
            assertThatExceptionOfType(WireFormatException.class)
                    .isThrownBy(() -> SchemaEvolution.problems(schemas.get(0), schemas.get(1)))
                    .withMessageStartingWith("Cannot compare schemas: a schema cannot be read: ");
        }
    }

    @Test
    @DisplayName("EVO-2, EVO-4: what was added at the top is required, and read by those who do not have it yet")
    void aTopLevelComponentIsRequiredAndDoesNotDisturbOlderApplications() {
        EventCodec<InvoicePaid> older = EventCodecs.standard().of(InvoicePaid.class);
        EventCodec<Newer.InvoicePaid> newer = EventCodecs.standard().of(Newer.InvoicePaid.class);
        assertThat(newer.schemaText()).contains("{\"name\": \"payer\", \"type\": \"string\"}");

        // Producers go first: what they write is read by the writer's schema.
        byte[] written = newer.encode(new Newer.InvoicePaid(new Newer.Invoice(7, "EUR"), "Ada"));
        assertThat(older.readingFrom(newer.schemaText()).decode(written)).isEqualTo(new InvoicePaid(new Invoice(7)));
        assertThatExceptionOfType(WireFormatException.class)
                .isThrownBy(() -> newer.readingFrom(older.schemaText()))
                .withMessageContaining("at payer: it is required");
        // Redis has no schemas, so that both ways are asked for, as Python's own check does.
        assertThat(SchemaEvolution.problems(older.schemaText(), newer.schemaText()))
                .singleElement()
                .asString()
                .contains("applications with the new schema cannot read events of the stored one", "payer");
    }

    @Test
    @DisplayName("EVO-3: a data class in use is not changed, but for what may be absent (DIV-7)")
    void aDataClassMayOnlyGetWhatMayBeAbsent() {
        EventCodec<InvoicePaid> older = EventCodecs.standard().of(InvoicePaid.class);
        EventCodec<Grown.InvoicePaid> grown = EventCodecs.standard().of(Grown.InvoicePaid.class);
        EventCodec<Shrunk.InvoicePaid> shrunk = EventCodecs.standard().of(Shrunk.InvoicePaid.class);

        assertThat(SchemaEvolution.problems(older.schemaText(), grown.schemaText()))
                .isEmpty();
        assertThat(grown.readingFrom(older.schemaText()).decode(older.encode(new InvoicePaid(new Invoice(7)))))
                .isEqualTo(new Grown.InvoicePaid(new Grown.Invoice(7, null)));
        assertThat(older.readingFrom(grown.schemaText())
                        .decode(grown.encode(new Grown.InvoicePaid(new Grown.Invoice(7, "EUR")))))
                .isEqualTo(new InvoicePaid(new Invoice(7)));
        assertThat(SchemaEvolution.problems(older.schemaText(), shrunk.schemaText()))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains("make it a new event with the next major version"));
    }

    record Invoice(long number) {}

    @EventHook(type = "com.example.billing.invoice.paid.v1")
    record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}

    /** The next release. */
    static final class Newer {

        record Invoice(long number, @Nullable String currency) {}

        @EventHook(type = "com.example.billing.invoice.paid.v1")
        record InvoicePaid(Invoice invoice, String payer) implements OpenEdxEvent {}
    }

    /** Another next release. */
    static final class Grown {

        record Invoice(long number, @Nullable String currency) {}

        @EventHook(type = "com.example.billing.invoice.paid.v1")
        record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}
    }

    /** One that must not be released. */
    static final class Shrunk {

        record Invoice(String name) {}

        @EventHook(type = "com.example.billing.invoice.paid.v1")
        record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}
    }
}

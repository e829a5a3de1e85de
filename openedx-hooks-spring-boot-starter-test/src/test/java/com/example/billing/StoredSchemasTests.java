/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.billing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.test.StoredSchemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SuppressWarnings("SameNameButDifferent")
class StoredSchemasTests {

    private static final String TYPE = "com.example.billing.invoice.paid.v1";

    private static final String FILE = "com+example+billing+invoice+paid+v1_schema.avsc";

    @TempDir
    private Path folder;

    @AfterEach
    void stopStoring() {
        System.clearProperty(StoredSchemas.STORE);
    }

    @Test // TST-3
    void anEventWithoutAStoredSchemaFailsTheTestAndSaysWhatToDo() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check(Released.InvoicePaid.class))
                .withMessage(
                        "%s has no stored schema: run this test once with -Dopenedx.hooks.store-schemas=true,"
                                + " and commit %s",
                        TYPE, folder.resolve(FILE));
        assertThat(folder).isEmptyDirectory();
    }

    @Test // EVO-5
    void anEventThatDidNotChangeOrGotAnOptionalPartIsReadByEverybody() {
        store();

        assertThatCode(() -> check(Released.InvoicePaid.class)).doesNotThrowAnyException();
        assertThatCode(() -> check(Extended.InvoicePaid.class)).doesNotThrowAnyException();
    }

    @Test // EVO-5
    void anEventThatSomeCouldNotReadFailsTheTestWithEachProblem() {
        store();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> check(Broken.InvoicePaid.class))
                .withMessageContaining("applications with the new schema cannot read events of the stored one")
                .withMessageContaining("add only components with @Nullable");
    }

    @Test // EVO-6
    void whatIsStoredIsNeverOverwritten() throws IOException {
        store();
        String stored = Files.readString(folder.resolve(FILE));
        System.setProperty(StoredSchemas.STORE, "true");

        assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> check(Broken.InvoicePaid.class));
        check(Extended.InvoicePaid.class);

        assertThat(folder.resolve(FILE)).hasContent(stored);
    }

    private void store() {
        System.setProperty(StoredSchemas.STORE, "true");
        check(Released.InvoicePaid.class);
        System.clearProperty(StoredSchemas.STORE);
    }

    private void check(Class<? extends OpenEdxEvent> event) {
        StoredSchemas.in(folder.toString()).check(event);
    }

    static final class Released {

        @EventHook(type = TYPE)
        record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}

        record Invoice(String number) {}
    }

    static final class Extended {

        @EventHook(type = TYPE)
        record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}

        record Invoice(String number, @Nullable String currency) {}
    }

    static final class Broken {

        @EventHook(type = TYPE)
        record InvoicePaid(Invoice invoice) implements OpenEdxEvent {}

        record Invoice(String number, String currency) {}
    }
}

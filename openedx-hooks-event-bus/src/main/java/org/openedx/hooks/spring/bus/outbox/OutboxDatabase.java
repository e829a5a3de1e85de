/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;

/** A database that the outbox has a script for, and whose SQL it speaks. */
enum OutboxDatabase {
    POSTGRESQL("PostgreSQL"),
    H2("H2");

    private final String product;

    OutboxDatabase(String product) {
        this.product = product;
    }

    /** Its name in the name of the script. */
    String platform() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The database of the outbox.
     *
     * @param platform what the operator calls it, {@literal null} to ask the database
     * @throws UnusableOutboxException if it is none of those
     * @throws DataAccessResourceFailureException if it does not say
     */
    static OutboxDatabase of(DataSource dataSource, @Nullable String platform) {
        String name = platform != null ? platform : product(dataSource);
        return Arrays.stream(values())
                .filter(known -> known.product.equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(() -> new UnusableOutboxException(
                        "Events are to be published through the outbox, but it has no tables for this database: %s%s"
                                .formatted(
                                        Printable.of(name, 100),
                                        platform == null ? "" : ", as event-bus.outbox.platform says"),
                        "Use one of these databases: %s. If this one speaks their language, set event-bus.outbox.platform to %s. Otherwise take another event-bus.producer-mode, or a bean of type org.openedx.hooks.spring.bus.EventOutbox."
                                .formatted(
                                        Arrays.stream(values())
                                                .map(known -> known.product)
                                                .collect(Collectors.joining(", ")),
                                        Arrays.stream(values())
                                                .map(OutboxDatabase::platform)
                                                .collect(Collectors.joining(" or "))),
                        null));
    }

    private static String product(DataSource dataSource) {
        try {
            return JdbcUtils.extractDatabaseMetaData(dataSource, metadata -> metadata.getDatabaseProductName());
        } catch (MetaDataAccessException ex) {
            throw new DataAccessResourceFailureException("The database of the outbox does not say what it is", ex);
        }
    }
}

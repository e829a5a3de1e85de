/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says how the tables get there. */
final class MissingOutboxTablesFailureAnalyzer extends AbstractFailureAnalyzer<MissingOutboxTablesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, MissingOutboxTablesException cause) {
        String database =
                cause.getCause() == null ? "" : ": " + cause.getCause().getMessage();
        return new FailureAnalysis(
                "Events are to be published through the outbox, but its tables openedx_outbox, openedx_outbox_topic and"
                        + " openedx_outbox_schema are not in the database, or are others than this version needs"
                        + database,
                "Run the script schema-<database>.sql, which lies in the package org/openedx/hooks/spring/bus/outbox of"
                        + " openedx-hooks-event-bus, by Flyway, Liquibase or by hand; or let the application do it with"
                        + " event-bus.outbox.initialize-schema=always.",
                cause);
    }
}

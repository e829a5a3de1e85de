/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.jdbc.init.PlatformPlaceholderDatabaseDriverResolver;
import org.springframework.boot.sql.init.DatabaseInitializationSettings;
import org.springframework.util.StringUtils;

/** Makes the tables of the outbox, by the script for the database in use. */
final class OutboxSchemaInitializer extends DataSourceScriptDatabaseInitializer {

    OutboxSchemaInitializer(DataSource dataSource, OutboxProperties properties) {
        super(dataSource, settings(dataSource, properties));
    }

    private static DatabaseInitializationSettings settings(DataSource dataSource, OutboxProperties properties) {
        DatabaseInitializationSettings settings = new DatabaseInitializationSettings();
        settings.setSchemaLocations(locations(dataSource, properties));
        settings.setMode(properties.initializeSchema());
        return settings;
    }

    private static List<String> locations(DataSource dataSource, OutboxProperties properties) {
        String platform = StringUtils.hasText(properties.platform()) ? properties.platform() : null;
        OutboxDatabase database = OutboxDatabase.of(dataSource, platform);
        return new PlatformPlaceholderDatabaseDriverResolver().resolveAll(database.platform(), properties.schema());
    }
}

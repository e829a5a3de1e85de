/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.JdbcTemplate;

/** The databases that the outbox is tested on, each with empty tables. */
enum Databases {
    H2 {
        @Override
        HikariDataSource open() {
            return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        }
    },

    POSTGRESQL {
        @Override
        HikariDataSource open() {
            String database = "d" + UUID.randomUUID().toString().replace("-", "");
            DataSource admin = Server.POSTGRES.getPostgresDatabase();
            new JdbcTemplate(admin).execute("CREATE DATABASE " + database);
            return pool(Server.POSTGRES.getJdbcUrl("postgres", database));
        }
    };

    abstract HikariDataSource open();

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(6);
        config.setConnectionTimeout(20_000);
        return new HikariDataSource(config);
    }

    /** One server for all tests of this JVM; it ends with it. */
    private static final class Server {

        static final EmbeddedPostgres POSTGRES;

        static {
            try {
                POSTGRES = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .start();
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }
}

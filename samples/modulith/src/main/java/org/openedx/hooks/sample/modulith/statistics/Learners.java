/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.modulith.statistics;

import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** Counts the learners of each course. */
@Component
class Learners {

    private final JdbcClient jdbc;

    Learners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @ApplicationModuleListener
    void count(CourseEnrollmentCreated event) {
        jdbc.sql("""
                MERGE INTO learners USING (VALUES (?)) AS new(course) ON learners.course = new.course
                WHEN MATCHED THEN UPDATE SET count = count + 1
                WHEN NOT MATCHED THEN INSERT VALUES (new.course, 1)
                """).param(event.enrollment().course().courseKey().toString()).update();
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.modulith.mail;

import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A postman that puts letters into a table. */
@Component
class LetterBox implements Postman {

    private final JdbcClient jdbc;

    LetterBox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void deliver(CourseEnrollmentData enrollment) {
        jdbc.sql("INSERT INTO letter VALUES (?, ?)")
                .params(enrollment.user().id(), enrollment.course().courseKey().toString())
                .update();
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.course;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.openedx.hooks.key.CourseKey;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** The courses on offer. */
@Service
public class Courses {

    private static final String COLUMNS = "select course_key, title, premium from course";

    private final JdbcClient jdbc;

    Courses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Course get(CourseKey key) {
        return jdbc.sql(COLUMNS + " where course_key = :key")
                .param("key", key.toString())
                .query(Courses::map)
                .optional()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such course."));
    }

    List<Course> all() {
        return jdbc.sql(COLUMNS + " order by premium, title")
                .query(Courses::map)
                .list();
    }

    private static Course map(ResultSet row, int number) throws SQLException {
        return new Course(
                CourseKey.parse(row.getString("course_key")), row.getString("title"), row.getBoolean("premium"));
    }
}

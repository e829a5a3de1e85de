/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.course;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.event.CourseEnrollmentChanged;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.CourseUnenrollmentCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.openedx.hooks.sample.enrollment.learner.Learner;
import org.openedx.hooks.sample.enrollment.learner.Learners;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/**
 * Enrolls learners in courses and lets them go.
 *
 * <p>The order is the same everywhere in this service: ask the filter, write the row, send the event. Each write is one
 * statement and so its own transaction, which no step or receiver runs inside of.
 */
@Service
public class Enrollments {

    private static final String COLUMNS = """
            select e.id, e.mode, e.active, e.created_at,
                   l.id learner_id, l.username, l.name, l.email, l.premium learner_premium,
                   c.course_key, c.title, c.premium course_premium
            from enrollment e
            join learner l on l.id = e.learner_id
            join course c on c.course_key = e.course_key
            """;

    private final JdbcClient jdbc;

    private final Learners learners;

    private final Courses courses;

    private final OpenEdxFilters filters;

    private final OpenEdxEvents events;

    Enrollments(JdbcClient jdbc, Learners learners, Courses courses, OpenEdxFilters filters, OpenEdxEvents events) {
        this.jdbc = jdbc;
        this.learners = learners;
        this.courses = courses;
        this.filters = filters;
        this.events = events;
    }

    Enrollment enroll(long learnerId, CourseKey courseKey, String mode) {
        Learner learner = learners.get(learnerId);
        Course course = courses.get(courseKey);
        var started = filters.run(new CourseEnrollmentStarted(learner.toData(), course.key(), mode));
        Optional<Enrollment> former = find(learner, course);
        return former.isPresent() ? reactivate(former.get(), started.mode()) : create(learner, course, started.mode());
    }

    private Enrollment create(Learner learner, Course course, String mode) {
        var id = new GeneratedKeyHolder();
        try {
            jdbc.sql("insert into enrollment (learner_id, course_key, mode, active, created_at)"
                            + " values (:learner, :course, :mode, true, :now)")
                    .param("learner", learner.id())
                    .param("course", course.key().toString())
                    .param("mode", mode)
                    .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                    .update(id, "id");
        } catch (DuplicateKeyException ex) {
            throw alreadyEnrolled();
        }
        Enrollment enrollment = get(Objects.requireNonNull(id.getKey()).longValue());
        events.send(new CourseEnrollmentCreated(enrollment.toData()));
        return enrollment;
    }

    private Enrollment reactivate(Enrollment former, String mode) {
        int rows = jdbc.sql("update enrollment set active = true, mode = :mode where id = :id and not active")
                .param("mode", mode)
                .param("id", former.id())
                .update();
        if (rows == 0) {
            throw alreadyEnrolled();
        }
        Enrollment enrollment = get(former.id());
        events.send(new CourseEnrollmentChanged(enrollment.toData()));
        return enrollment;
    }

    void unenroll(long id) {
        filters.run(new CourseUnenrollmentStarted(get(id).toData()));
        int rows = jdbc.sql("update enrollment set active = false where id = :id and active")
                .param("id", id)
                .update();
        if (rows == 0) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The learner has left this course already.");
        }
        Enrollment left = get(id);
        events.send(new CourseEnrollmentChanged(left.toData()));
        events.send(new CourseUnenrollmentCompleted(left.toData()));
    }

    public Enrollment get(long id) {
        return jdbc.sql(COLUMNS + " where e.id = :id")
                .param("id", id)
                .query(Enrollments::map)
                .optional()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such enrollment."));
    }

    List<Enrollment> of(long learnerId) {
        return jdbc.sql(COLUMNS + " where l.id = :learner order by e.id")
                .param("learner", learnerId)
                .query(Enrollments::map)
                .list();
    }

    private Optional<Enrollment> find(Learner learner, Course course) {
        return jdbc.sql(COLUMNS + " where l.id = :learner and c.course_key = :course")
                .param("learner", learner.id())
                .param("course", course.key().toString())
                .query(Enrollments::map)
                .optional();
    }

    private static ResponseStatusException alreadyEnrolled() {
        return new ResponseStatusException(HttpStatus.CONFLICT, "The learner takes this course already.");
    }

    private static Enrollment map(ResultSet row, int number) throws SQLException {
        var learner = new Learner(
                row.getLong("learner_id"),
                row.getString("username"),
                row.getString("name"),
                row.getString("email"),
                row.getBoolean("learner_premium"));
        var course = new Course(
                CourseKey.parse(row.getString("course_key")), row.getString("title"), row.getBoolean("course_premium"));
        return new Enrollment(
                row.getLong("id"),
                learner,
                course,
                row.getString("mode"),
                row.getBoolean("active"),
                row.getObject("created_at", OffsetDateTime.class));
    }
}

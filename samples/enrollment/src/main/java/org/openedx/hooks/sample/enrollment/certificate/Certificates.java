/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.certificate;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.openedx.hooks.learning.filter.CertificateCreationRequested;
import org.openedx.hooks.learning.filter.CertificateRenderStarted;
import org.openedx.hooks.sample.enrollment.course.Enrollment;
import org.openedx.hooks.sample.enrollment.course.Enrollments;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.server.ResponseStatusException;

/** Creates certificates and renders them. */
@Service
class Certificates {

    private final JdbcClient jdbc;

    private final TransactionOperations transaction;

    private final Enrollments enrollments;

    private final OpenEdxFilters filters;

    private final OpenEdxEvents events;

    Certificates(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Enrollments enrollments,
            OpenEdxFilters filters,
            OpenEdxEvents events) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.enrollments = enrollments;
        this.filters = filters;
        this.events = events;
    }

    Certificate create(long enrollmentId, BigDecimal grade) {
        Enrollment enrollment = enrollments.get(enrollmentId);
        var requested = filters.run(new CertificateCreationRequested(
                enrollment.toData().user(),
                enrollment.course().key(),
                enrollment.mode(),
                "downloadable",
                grade.doubleValue(),
                "self"));
        return transaction.execute(status -> {
            if (!isActive(enrollmentId)) {
                throw new ResponseStatusException(HttpStatus.CONFLICT, "The learner does not take this course.");
            }
            Certificate certificate = insert(enrollmentId, requested);
            events.sendAfterCommit(new CertificateCreated(certificate.toData()));
            return certificate;
        });
    }

    /** Locks the row: the learner cannot leave the course before the certificate is written. */
    private boolean isActive(long enrollmentId) {
        return jdbc.sql("select id from enrollment where id = :id and active for update")
                .param("id", enrollmentId)
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private Certificate insert(long enrollmentId, CertificateCreationRequested requested) {
        var id = new GeneratedKeyHolder();
        try {
            jdbc.sql("insert into certificate (enrollment_id, mode, status, grade, created_at)"
                            + " values (:enrollment, :mode, :status, :grade, :now)")
                    .param("enrollment", enrollmentId)
                    .param("mode", requested.mode())
                    .param("status", requested.status())
                    .param("grade", BigDecimal.valueOf(requested.grade()))
                    .param("now", OffsetDateTime.now(ZoneOffset.UTC))
                    .update(id, "id");
        } catch (DuplicateKeyException ex) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "The learner has this certificate already.", ex);
        }
        return get(Objects.requireNonNull(id.getKey()).longValue());
    }

    /** What the certificate's page shows. A template engine would take it from here. */
    CertificatePage render(long id) {
        Certificate certificate = get(id);
        Map<String, @Nullable Object> context = new LinkedHashMap<>();
        context.put("learner_id", certificate.enrollment().learner().id());
        context.put("learner_name", certificate.enrollment().learner().name());
        context.put("course_title", certificate.enrollment().course().title());
        context.put("mode", certificate.mode());
        context.put("grade", certificate.grade());
        context.put("created_at", certificate.createdAt());
        var started = filters.run(new CertificateRenderStarted<String>(context, null));
        String template = started.customTemplate();
        return new CertificatePage(template == null ? "standard" : template, started.context());
    }

    private Certificate get(long id) {
        return jdbc.sql("select * from certificate where id = :id")
                .param("id", id)
                .query(this::map)
                .optional()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "No such certificate."));
    }

    List<Certificate> of(long learnerId) {
        return jdbc.sql("select c.* from certificate c join enrollment e on e.id = c.enrollment_id"
                        + " where e.learner_id = :learner order by c.id")
                .param("learner", learnerId)
                .query(this::map)
                .list();
    }

    private Certificate map(ResultSet row, int number) throws SQLException {
        return new Certificate(
                row.getLong("id"),
                enrollments.get(row.getLong("enrollment_id")),
                row.getString("mode"),
                row.getString("status"),
                row.getBigDecimal("grade"),
                row.getObject("created_at", OffsetDateTime.class));
    }

    record CertificatePage(String template, Map<String, @Nullable Object> context) {}
}

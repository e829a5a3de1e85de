/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.Pii;

/**
 * A user's certificate for a course run.
 *
 * @param user whose certificate it is
 * @param course for which course run
 * @param mode the enrollment track it was earned in, such as {@code verified}
 * @param grade the final grade as text, such as {@code 0.87}; empty if there is none
 * @param downloadUrl where the certificate can be fetched; empty if it cannot
 * @param name the learner's name as it stands on the certificate
 * @param currentStatus its status now, such as "downloadable" or "notpassing"
 * @param previousStatus its status before the change, such as {@code generating}; empty if there was none
 * @since 0.1.0
 */
@RecordBuilder
public record CertificateData(
        UserData user,
        CourseData course,
        String mode,
        String grade,
        String downloadUrl,
        @Pii String name,
        String currentStatus,

        @RecordBuilder.Initializer(source = Defaults.class, value = "TEXT")
        String previousStatus)
        implements CertificateDataBuilder.With {

    /** Refuses {@literal null}. */
    public CertificateData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(grade, "grade");
        Objects.requireNonNull(downloadUrl, "downloadUrl");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(currentStatus, "currentStatus");
        Objects.requireNonNull(previousStatus, "previousStatus");
    }

    /** Leaves out the name on the certificate (PII-3). */
    @Override
    public String toString() {
        return "CertificateData[user=%s, course=%s, mode=%s, grade=%s, downloadUrl=%s, name=***, currentStatus=%s, previousStatus=%s]"
                .formatted(user, course, mode, grade, downloadUrl, currentStatus, previousStatus);
    }
}

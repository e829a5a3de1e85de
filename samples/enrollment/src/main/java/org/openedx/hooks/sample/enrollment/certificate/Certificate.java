/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.certificate;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

import org.openedx.hooks.learning.data.CertificateData;
import org.openedx.hooks.sample.enrollment.course.Enrollment;

/** That a learner has passed a course. */
record Certificate(
        long id, Enrollment enrollment, String mode, String status, BigDecimal grade, OffsetDateTime createdAt) {

    /** The certificate as hooks see one. */
    CertificateData toData() {
        var enrolled = enrollment.toData();
        return new CertificateData(
                enrolled.user(),
                enrolled.course(),
                mode,
                grade.toPlainString(),
                "/certificates/" + id,
                enrolled.user().pii().name(),
                status,
                "");
    }
}

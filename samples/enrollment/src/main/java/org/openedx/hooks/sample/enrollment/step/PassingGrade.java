/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CertificateCreationRequested;
import org.openedx.hooks.learning.filter.CertificateCreationRequested.PreventCertificateCreation;
import org.springframework.stereotype.Component;

/** Gives certificates only to learners who have reached the {@code minimum} grade of the options. */
@Component
class PassingGrade implements PipelineStep<CertificateCreationRequested> {

    @Override
    public CertificateCreationRequested runFilter(CertificateCreationRequested certificate, FilterContext context) {
        double minimum = context.option("minimum", Double.class, 0.5);
        if (certificate.grade() < minimum) {
            throw new PreventCertificateCreation(
                    "A certificate needs a grade of %s or better.".formatted(minimum), null, 422);
        }
        return certificate;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.springframework.stereotype.Component;

/** Writes e-mail addresses in lower case and names without spaces around them. */
@Component
class TidyRegistration implements PipelineStep<StudentRegistrationRequested> {

    @Override
    public StudentRegistrationRequested runFilter(StudentRegistrationRequested form, FilterContext context) {
        var tidy = new LinkedHashMap<>(form.formData());
        tidy.computeIfPresent("email", (field, values) -> List.of(values.get(0).toLowerCase(Locale.ROOT)));
        tidy.computeIfPresent("name", (field, values) -> List.of(values.get(0).strip()));
        return form.withFormData(tidy);
    }
}

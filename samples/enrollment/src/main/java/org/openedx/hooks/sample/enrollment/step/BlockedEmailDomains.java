/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import java.util.List;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested.PreventRegistration;
import org.springframework.stereotype.Component;

/** Refuses learners whose e-mail address is in one of the {@code domains} of the options. */
@Component
class BlockedEmailDomains implements PipelineStep<StudentRegistrationRequested> {

    @Override
    public StudentRegistrationRequested runFilter(StudentRegistrationRequested form, FilterContext context) {
        var domains = context.optionList("domains", String.class);
        for (String email : form.formData().getOrDefault("email", List.of())) {
            if (domains.contains(email.substring(email.indexOf('@') + 1))) {
                throw new PreventRegistration("Please register with an e-mail address that lasts.", null, 403);
            }
        }
        return form;
    }
}

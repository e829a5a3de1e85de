/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.StudentLoginRequested;
import org.openedx.hooks.learning.filter.StudentLoginRequested.PreventLogin;
import org.springframework.stereotype.Component;

/** Keeps the {@code usernames} of the options from logging in. */
@Component
class SuspendedLearners implements PipelineStep<StudentLoginRequested> {

    @Override
    public StudentLoginRequested runFilter(StudentLoginRequested login, FilterContext context) {
        var suspended = context.optionList("usernames", String.class);
        if (suspended.contains(login.user().pii().username())) {
            throw new PreventLogin("This account is suspended. Write to the help desk.", null, "suspended", null);
        }
        return login;
    }
}

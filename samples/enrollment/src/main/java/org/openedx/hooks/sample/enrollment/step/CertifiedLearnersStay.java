/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted.PreventUnenrollment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps learners in the courses that they have a certificate of. */
@Component
class CertifiedLearnersStay implements PipelineStep<CourseUnenrollmentStarted> {

    private final JdbcClient jdbc;

    CertifiedLearnersStay(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public CourseUnenrollmentStarted runFilter(CourseUnenrollmentStarted leaving, FilterContext context) {
        boolean certified = jdbc.sql("""
                        select count(*) > 0 from certificate c join enrollment e on e.id = c.enrollment_id
                        where e.learner_id = :learner and e.course_key = :course
                        """)
                .param("learner", leaving.enrollment().user().id())
                .param("course", leaving.enrollment().course().courseKey().toString())
                .query(Boolean.class)
                .single();
        if (certified) {
            throw new PreventUnenrollment("Whoever has a certificate stays enrolled.", null, 409);
        }
        return leaving;
    }
}

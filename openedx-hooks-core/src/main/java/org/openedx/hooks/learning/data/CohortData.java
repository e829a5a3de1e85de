/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A user's place in a cohort of a course run.
 *
 * @param user who is in the cohort
 * @param course the course run that has the cohort
 * @param name the name of the cohort, unique in the course run
 * @since 0.1.0
 */
@RecordBuilder
public record CohortData(UserData user, CourseData course, String name) implements CohortDataBuilder.With {

    /** Refuses {@literal null}. */
    public CohortData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(course, "course");
        Objects.requireNonNull(name, "name");
    }
}

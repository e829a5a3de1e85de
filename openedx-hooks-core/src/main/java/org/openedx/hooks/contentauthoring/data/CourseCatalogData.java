/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.CourseKey;

/**
 * What a catalog of courses shows of a course run.
 *
 * @param courseKey the key of the course run
 * @param name the name shown to learners
 * @param scheduleData its dates
 * @param hidden whether the catalog leaves it out
 * @param invitationOnly whether only invited learners can enroll
 * @since 0.1.0
 */
@RecordBuilder
public record CourseCatalogData(
        CourseKey courseKey,
        String name,
        CourseScheduleData scheduleData,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean hidden,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean invitationOnly)
        implements CourseCatalogDataBuilder.With {

    /** Refuses {@literal null}. */
    public CourseCatalogData {
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(scheduleData, "scheduleData");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.course;

import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;

/** A course run. A premium course is for premium learners only. */
public record Course(CourseKey key, String title, boolean premium) {

    /** The course as hooks see one. */
    CourseData toData() {
        return new CourseData(key, title, null, null);
    }
}

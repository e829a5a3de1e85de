/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.PersistentCourseGradeData;

/**
 * A learner's grade for a course run was stored anew.
 *
 * @param grade the new grade
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.course.persistent_grade_summary.changed.v1",
        description = "A learner's grade for a course run was stored anew.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record PersistentGradeSummaryChanged(PersistentCourseGradeData grade)
        implements OpenEdxEvent, PersistentGradeSummaryChangedBuilder.With {

    /** Refuses {@literal null}. */
    public PersistentGradeSummaryChanged {
        Objects.requireNonNull(grade, "grade");
    }
}

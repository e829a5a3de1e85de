/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.key.CourseKey;

/**
 * A course run in the authoring service.
 *
 * @param courseKey the key of the course run
 * @since 0.1.0
 */
@RecordBuilder
public record CourseData(CourseKey courseKey) implements CourseDataBuilder.With {

    /** Refuses {@literal null}. */
    public CourseData {
        Objects.requireNonNull(courseKey, "courseKey");
    }
}

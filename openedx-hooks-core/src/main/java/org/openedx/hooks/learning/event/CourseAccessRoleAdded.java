/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CourseAccessRoleData;

/**
 * A user was given a role in a course run.
 *
 * @param courseAccessRoleData the user and the new role
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.user.course_access_role.added.v1",
        description = "A user was given a role in a course run.",
        keyField = "course_access_role_data.course_key")
@RecordBuilder
public record CourseAccessRoleAdded(CourseAccessRoleData courseAccessRoleData)
        implements OpenEdxEvent, CourseAccessRoleAddedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseAccessRoleAdded {
        Objects.requireNonNull(courseAccessRoleData, "courseAccessRoleData");
    }
}

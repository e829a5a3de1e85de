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
 * A role in a course run was taken from a user.
 *
 * @param courseAccessRoleData the user and the role that was taken
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.user.course_access_role.removed.v1",
        description = "A role in a course run was taken from a user.",
        keyField = "course_access_role_data.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseAccessRoleRemoved(CourseAccessRoleData courseAccessRoleData)
        implements OpenEdxEvent, CourseAccessRoleRemovedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseAccessRoleRemoved {
        Objects.requireNonNull(courseAccessRoleData, "courseAccessRoleData");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.key.CourseKey;

/**
 * A role that a user has in a course run or an organization.
 *
 * @param user who has the role
 * @param orgKey the short name of the organization, such as {@code edX}
 * @param courseKey the course run that the role is for
 * @param role the role, such as {@code staff}, {@code instructor} or {@code beta_testers}
 * @since 0.1.0
 */
@RecordBuilder
public record CourseAccessRoleData(UserData user, String orgKey, CourseKey courseKey, String role)
        implements CourseAccessRoleDataBuilder.With {

    /** Refuses {@literal null}. */
    public CourseAccessRoleData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(orgKey, "orgKey");
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(role, "role");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.authz.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.authz.data.RoleAssignmentData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A role in a scope was taken from somebody.
 *
 * @param roleAssignment who lost which role where
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.authz.role_assignment.deleted",
        description = "A role in a scope was taken from somebody.",
        keyField = "role_assignment.subject",
        trigger = "openedx/openedx-authz")
@RecordBuilder
public record RoleAssignmentDeleted(RoleAssignmentData roleAssignment)
        implements OpenEdxEvent, RoleAssignmentDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public RoleAssignmentDeleted {
        Objects.requireNonNull(roleAssignment, "roleAssignment");
    }
}

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
 * Somebody was given a role in a scope.
 *
 * @param roleAssignment who got which role where
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.authz.role_assignment.created",
        description = "Somebody was given a role in a scope.",
        keyField = "role_assignment.subject",
        trigger = "openedx/openedx-authz")
@RecordBuilder
public record RoleAssignmentCreated(RoleAssignmentData roleAssignment)
        implements OpenEdxEvent, RoleAssignmentCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public RoleAssignmentCreated {
        Objects.requireNonNull(roleAssignment, "roleAssignment");
    }
}

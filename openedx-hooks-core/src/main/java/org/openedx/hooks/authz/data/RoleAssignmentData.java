/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.authz.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Pii;

/**
 * A role that somebody has in a scope.
 *
 * @param operation what was done, {@code created} or {@code deleted}
 * @param subject who has the role, with a prefix that says what it is, such as {@code user^alice}
 * @param role the role, with its prefix, such as {@code role^library_admin}
 * @param scope where the role holds, with its prefix, such as {@code lib^lib:DemoX:CSPROB}
 * @param actorId the number of the user who did it, {@literal null} if the system did
 * @since 0.1.0
 */
@RecordBuilder
public record RoleAssignmentData(
        String operation,
        @Pii String subject,
        String role,
        String scope,
        @Nullable Long actorId) implements RoleAssignmentDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public RoleAssignmentData {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(scope, "scope");
    }

    /** Leaves out the subject (PII-3). */
    @Override
    public String toString() {
        return "RoleAssignmentData[operation=%s, subject=***, role=%s, scope=%s, actorId=%s]"
                .formatted(operation, role, scope, actorId);
    }
}

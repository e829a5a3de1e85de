/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.data;

import java.util.Objects;
import java.util.UUID;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A group of learners of a customer.
 *
 * @param uuid the UUID of the group
 * @since 0.1.0
 */
@RecordBuilder
public record EnterpriseGroup(UUID uuid) implements EnterpriseGroupBuilder.With {

    /** Refuses {@literal null}. */
    public EnterpriseGroup {
        Objects.requireNonNull(uuid, "uuid");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.enterprise.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.enterprise.data.EnterpriseGroup;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * A group of learners of a customer was deleted.
 *
 * @param enterpriseGroup the group that is gone
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.enterprise.enterprise_group.deleted.v1",
        description = "A group of learners of a customer was deleted.",
        trigger = "openedx/edx-enterprise")
@RecordBuilder
public record EnterpriseGroupDeleted(EnterpriseGroup enterpriseGroup)
        implements OpenEdxEvent, EnterpriseGroupDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public EnterpriseGroupDeleted {
        Objects.requireNonNull(enterpriseGroup, "enterpriseGroup");
    }
}

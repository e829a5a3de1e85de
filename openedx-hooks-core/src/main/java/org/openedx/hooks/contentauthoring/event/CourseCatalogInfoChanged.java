/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.CourseCatalogData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * What catalogs show of a course run has changed.
 *
 * @param catalogInfo what catalogs show now
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.course.catalog_info.changed.v1",
        description = "What catalogs show of a course run has changed.",
        keyField = "catalog_info.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseCatalogInfoChanged(CourseCatalogData catalogInfo)
        implements OpenEdxEvent, CourseCatalogInfoChangedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseCatalogInfoChanged {
        Objects.requireNonNull(catalogInfo, "catalogInfo");
    }
}

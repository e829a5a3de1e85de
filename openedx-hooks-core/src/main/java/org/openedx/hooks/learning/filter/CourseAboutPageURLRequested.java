/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;

/**
 * Decides where the page about a course is.
 *
 * @param url the host's own URL of the page
 * @param org the short name of the organization that offers the course
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.course_about.page.url.requested.v1",
        description = "Decides where the page about a course is.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseAboutPageURLRequested(String url, String org)
        implements OpenEdxFilter, CourseAboutPageURLRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseAboutPageURLRequested {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(org, "org");
    }
}

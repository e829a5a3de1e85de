/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.filter;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;

/**
 * Decides where a page of the LMS is that the authoring service links to.
 *
 * @param url the host's own URL of the page
 * @param org the short name of the organization that the page is about
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.content_authoring.lms.page.url.requested.v1",
        description = "Decides where a page of the LMS is that the authoring service links to.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record LMSPageURLRequested(String url, String org) implements OpenEdxFilter, LMSPageURLRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public LMSPageURLRequested {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(org, "org");
    }
}

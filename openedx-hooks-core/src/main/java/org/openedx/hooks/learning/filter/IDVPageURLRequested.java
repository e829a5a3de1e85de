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
 * Decides where users go to prove who they are.
 *
 * @param url the host's own URL of the page
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.idv.page.url.requested.v1",
        description = "Decides where users go to prove who they are.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record IDVPageURLRequested(String url) implements OpenEdxFilter, IDVPageURLRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public IDVPageURLRequested {
        Objects.requireNonNull(url, "url");
    }
}

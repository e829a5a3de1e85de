/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Pii;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;

/**
 * Decides what the page for handing in an open response assessment shows, or shows something else.
 *
 * @param context what the template is rendered with, by name
 * @param templateName the template of the page
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.ora.submission_view.render.started.v1",
        description =
                "Decides what the page for handing in an open response assessment shows, or shows something else.",
        trigger = "openedx/edx-ora2")
@RecordBuilder
public record ORASubmissionViewRenderStarted(@Pii Map<String, @Nullable Object> context, String templateName)
        implements OpenEdxFilter, ORASubmissionViewRenderStartedBuilder.With {

    /** Copies the context and refuses {@literal null}. */
    public ORASubmissionViewRenderStarted {
        context = Copies.context(context, "context");
        Objects.requireNonNull(templateName, "templateName");
    }

    /** Leaves out the context (PII-3). */
    @Override
    public String toString() {
        return "ORASubmissionViewRenderStarted[context=***, templateName=%s]".formatted(templateName);
    }

    /**
     * Thrown by a step to show another template.
     *
     * @since 0.1.0
     */
    public static final class RenderInvalidTemplate extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts and renders the host's own template for this case.
         *
         * @param message why
         */
        public RenderInvalidTemplate(String message) {
            this(message, null, "");
        }

        /**
         * Halts and renders another template.
         *
         * @param message why
         * @param context what the template is rendered with, {@literal null} for the host's own context
         * @param templateName the template; empty for the host's own
         */
        public RenderInvalidTemplate(String message, @Nullable Map<String, ?> context, String templateName) {
            super(message, null, null, extras(context, templateName));
        }

        private static Map<String, Object> extras(@Nullable Map<String, ?> context, String templateName) {
            Map<String, Object> extras = new LinkedHashMap<>();
            extras.put("template_name", templateName);
            if (context != null) {
                extras.put("context", Copies.context(context, "context"));
            }
            return extras;
        }
    }
}

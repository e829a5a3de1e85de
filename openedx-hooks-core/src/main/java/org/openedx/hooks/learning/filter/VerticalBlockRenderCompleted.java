/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

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
 * Decides whether and how a unit is shown, after it was rendered.
 *
 * @param block the unit
 * @param fragment what was rendered: content and the resources it needs
 * @param context what it was rendered with, by name
 * @param view which view was rendered, such as {@code student_view}
 * @param <B> the host's type of block
 * @param <F> the host's type of rendered fragment
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.vertical_block.render.completed.v1",
        description = "Decides whether and how a unit is shown, after it was rendered.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record VerticalBlockRenderCompleted<B, F>(
        B block, F fragment, @Pii Map<String, @Nullable Object> context, String view)
        implements OpenEdxFilter, VerticalBlockRenderCompletedBuilder.With<B, F> {

    /** Copies the context and refuses {@literal null}. */
    public VerticalBlockRenderCompleted {
        Objects.requireNonNull(block, "block");
        Objects.requireNonNull(fragment, "fragment");
        context = Copies.context(context, "context");
        Objects.requireNonNull(view, "view");
    }

    /** Leaves out the context (PII-3). */
    @Override
    public String toString() {
        return "VerticalBlockRenderCompleted[block=%s, fragment=%s, context=***, view=%s]"
                .formatted(block, fragment, view);
    }

    /**
     * Thrown by a step to keep the unit from being shown.
     *
     * @since 0.1.0
     */
    public static final class PreventVerticalBlockRender extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventVerticalBlockRender(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventVerticalBlockRender(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
            super(message, redirectTo, statusCode);
        }

        /**
         * Halts with everything a caller may ask for.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         * @param extras more, by name; copied
         */
        public PreventVerticalBlockRender(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}

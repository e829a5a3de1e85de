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
 * Decides whether and how a block inside a unit is shown.
 *
 * @param block the block that is about to be rendered
 * @param context what it is rendered with, by name
 * @param <B> the host's type of block
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.vertical_block_child.render.started.v1",
        description = "Decides whether and how a block inside a unit is shown.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record VerticalBlockChildRenderStarted<B>(
        B block, @Pii Map<String, @Nullable Object> context)
        implements OpenEdxFilter, VerticalBlockChildRenderStartedBuilder.With<B> {

    /** Copies the context and refuses {@literal null}. */
    public VerticalBlockChildRenderStarted {
        Objects.requireNonNull(block, "block");
        context = Copies.context(context, "context");
    }

    /** Leaves out the context (PII-3). */
    @Override
    public String toString() {
        return "VerticalBlockChildRenderStarted[block=%s, context=***]".formatted(block);
    }

    /**
     * Thrown by a step to leave the block out of the unit.
     *
     * @since 0.1.0
     */
    public static final class PreventChildBlockRender extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventChildBlockRender(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventChildBlockRender(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventChildBlockRender(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.Map;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Pii;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;

/**
 * Decides whether and how a block is shown on a page of its own.
 *
 * @param context what the page is rendered with, by name
 * @param studentViewContext what the block is rendered with, by name
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.xblock.render.started.v1",
        description = "Decides whether and how a block is shown on a page of its own.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record RenderXBlockStarted(
        @Pii Map<String, @Nullable Object> context, @Pii Map<String, @Nullable Object> studentViewContext)
        implements OpenEdxFilter, RenderXBlockStartedBuilder.With {

    /** Copies the collections and refuses {@literal null}. */
    public RenderXBlockStarted {
        context = Copies.context(context, "context");
        studentViewContext = Copies.context(studentViewContext, "studentViewContext");
    }

    /** Leaves out the context and student view context (PII-3). */
    @Override
    public String toString() {
        return "RenderXBlockStarted[context=***, studentViewContext=***]";
    }

    /**
     * Thrown by a step to keep the block from being shown.
     *
     * @since 0.1.0
     */
    public static final class PreventXBlockBlockRender extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventXBlockBlockRender(String message) {
            super(message);
        }

        /**
         * Halts with a message and where to go or what to answer.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param statusCode the HTTP status to answer with, {@literal null} for the application's choice
         */
        public PreventXBlockBlockRender(String message, @Nullable String redirectTo, @Nullable Integer statusCode) {
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
        public PreventXBlockBlockRender(
                String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
            super(message, redirectTo, statusCode, extras);
        }
    }

    /**
     * Thrown by a step to answer with a response of its own.
     *
     * @since 0.1.0
     */
    public static final class RenderCustomResponse extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts and leaves the answer to the host.
         *
         * @param message why
         */
        public RenderCustomResponse(String message) {
            super(message);
        }

        /**
         * Halts and answers.
         *
         * @param message why
         * @param response the response, of a type that the host understands
         */
        public RenderCustomResponse(String message, Object response) {
            super(message, null, null, Map.of("response", response));
        }
    }
}

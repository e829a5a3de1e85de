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
 * Decides what the page about a course shows, or shows something else.
 *
 * @param context what the template is rendered with, by name
 * @param templateName the template of the page
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.course_about.render.started.v1",
        description = "Decides what the page about a course shows, or shows something else.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CourseAboutRenderStarted(@Pii Map<String, @Nullable Object> context, String templateName)
        implements OpenEdxFilter, CourseAboutRenderStartedBuilder.With {

    /** Copies the context and refuses {@literal null}. */
    public CourseAboutRenderStarted {
        context = Copies.context(context, "context");
        Objects.requireNonNull(templateName, "templateName");
    }

    /** Leaves out the context (PII-3). */
    @Override
    public String toString() {
        return "CourseAboutRenderStarted[context=***, templateName=%s]".formatted(templateName);
    }

    /**
     * Thrown by a step to send the visitor to another page.
     *
     * @since 0.1.0
     */
    public static final class RedirectToPage extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts and redirects.
         *
         * @param message why
         * @param redirectTo where to send the visitor
         */
        public RedirectToPage(String message, String redirectTo) {
            super(message, redirectTo, null);
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
         * Halts and answers.
         *
         * @param message why
         * @param response the response, of a type that the host understands
         */
        public RenderCustomResponse(String message, Object response) {
            super(message, null, null, Map.of("response", response));
        }
    }

    /**
     * Thrown by a step to show by another template that the course cannot be seen.
     *
     * @since 0.1.0
     */
    public static final class RenderInvalidCourseAbout extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts and renders the host's own template for this case.
         *
         * @param message why
         */
        public RenderInvalidCourseAbout(String message) {
            this(message, "", null);
        }

        /**
         * Halts and renders another template.
         *
         * @param message why
         * @param courseAboutTemplate the template; empty for the host's own
         * @param templateContext what the template is rendered with, {@literal null} for the host's own context
         */
        public RenderInvalidCourseAbout(
                String message, String courseAboutTemplate, @Nullable Map<String, ?> templateContext) {
            super(message, null, null, extras(courseAboutTemplate, templateContext));
        }

        private static Map<String, Object> extras(
                String courseAboutTemplate, @Nullable Map<String, ?> templateContext) {
            Map<String, Object> extras = new LinkedHashMap<>();
            extras.put("course_about_template", courseAboutTemplate);
            if (templateContext != null) {
                extras.put("template_context", Copies.context(templateContext, "templateContext"));
            }
            return extras;
        }
    }
}

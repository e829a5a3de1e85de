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
 * Decides what a certificate page shows, or shows something else.
 *
 * @param context what the template is rendered with, by name
 * @param customTemplate the template that the host has chosen, {@literal null} for its standard one
 * @param <T> the host's type of certificate template
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.certificate.render.started.v1",
        description = "Decides what a certificate page shows, or shows something else.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CertificateRenderStarted<T>(
        @Pii Map<String, @Nullable Object> context,
        @Nullable T customTemplate) implements OpenEdxFilter, CertificateRenderStartedBuilder.With<T> {

    /** Copies the context and refuses {@literal null} for it. */
    public CertificateRenderStarted {
        context = Copies.context(context, "context");
    }

    /** Leaves out the context (PII-3). */
    @Override
    public String toString() {
        return "CertificateRenderStarted[context=***, customTemplate=%s]".formatted(customTemplate);
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
     * Thrown by a step to show that the certificate is not valid, by another template.
     *
     * @since 0.1.0
     */
    public static final class RenderAlternativeInvalidCertificate extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts and renders the host's own template for this case.
         *
         * @param message why
         */
        public RenderAlternativeInvalidCertificate(String message) {
            this(message, "");
        }

        /**
         * Halts and renders another template.
         *
         * @param message why
         * @param templateName the template; empty for the host's own
         */
        public RenderAlternativeInvalidCertificate(String message, String templateName) {
            super(message, null, null, Map.of("template_name", templateName));
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
}

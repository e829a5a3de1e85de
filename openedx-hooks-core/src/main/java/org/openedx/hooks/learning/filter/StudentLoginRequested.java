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
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.learning.data.UserData;

/**
 * Decides whether a user may log in.
 *
 * @param user who is about to be logged in; the password was right
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.student.login.requested.v1",
        description = "Decides whether a user may log in.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record StudentLoginRequested(UserData user) implements OpenEdxFilter, StudentLoginRequestedBuilder.With {

    /** Refuses {@literal null}. */
    public StudentLoginRequested {
        Objects.requireNonNull(user, "user");
    }

    /**
     * Thrown by a step to keep the user from logging in.
     *
     * @since 0.1.0
     */
    public static final class PreventLogin extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts with a message.
         *
         * @param message for the person who is stopped
         */
        public PreventLogin(String message) {
            super(message);
        }

        /**
         * Halts with everything that the login page can show.
         *
         * @param message for the person who is stopped
         * @param redirectTo where to send the person instead, {@literal null} for nowhere
         * @param errorCode tells the page what is wrong; empty for nothing in particular
         * @param context what the page needs to explain it, {@literal null} for nothing
         */
        public PreventLogin(
                String message, @Nullable String redirectTo, String errorCode, @Nullable Map<String, ?> context) {
            super(message, redirectTo, null, extras(errorCode, context));
        }

        private static Map<String, Object> extras(String errorCode, @Nullable Map<String, ?> context) {
            Map<String, Object> extras = new LinkedHashMap<>();
            extras.put("error_code", errorCode);
            if (context != null) {
                extras.put("context", Copies.context(context, "context"));
            }
            return extras;
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.filter;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;

/**
 * Decides which tabs the instructors' dashboard of a course has.
 *
 * @param tabs the tabs in no particular order, each by property: {@code tab_id}, {@code title}, {@code url},
 *     {@code sort_order}
 * @param user who opens the dashboard
 * @param courseKey the course run
 * @since 0.1.0
 */
@FilterHook(
        type = "org.openedx.learning.instructor.dashboard.tabs.requested.v1",
        description = "Decides which tabs the instructors' dashboard of a course has.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record InstructorDashboardTabsRequested(
        List<Map<String, @Nullable Object>> tabs, UserData user, CourseKey courseKey)
        implements OpenEdxFilter, InstructorDashboardTabsRequestedBuilder.With {

    /** Copies the list and refuses {@literal null}. */
    public InstructorDashboardTabsRequested {
        tabs = Copies.list(tabs, "tabs", entries -> Copies.context(entries, "tabs"));
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(courseKey, "courseKey");
    }

    /**
     * Thrown by a step to show other tabs, or none.
     *
     * @since 0.1.0
     */
    public static final class PreventTabsGeneration extends OpenEdxFilterException {

        private static final long serialVersionUID = 1L;

        /**
         * Halts; the host shows no tabs.
         *
         * @param message why
         */
        public PreventTabsGeneration(String message) {
            super(message);
        }

        /**
         * Halts and shows other tabs.
         *
         * @param message why
         * @param tabs the tabs to show, each by property
         */
        public PreventTabsGeneration(String message, List<? extends Map<String, ?>> tabs) {
            super(message, null, null, Map.of("tabs", Copies.list(tabs, "tabs", tab -> Copies.context(tab, "tabs"))));
        }
    }
}

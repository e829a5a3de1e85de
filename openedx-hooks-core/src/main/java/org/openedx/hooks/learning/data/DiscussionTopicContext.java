/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.UsageKey;

/**
 * A discussion topic and the place in the course that it belongs to.
 *
 * @param title the title shown to learners
 * @param usageKey the unit the topic is about, {@literal null} if it is about the whole course
 * @param groupId the number of the cohort that the topic is kept for, {@literal null} if it is open to all
 * @param externalId the name of the topic at the discussion provider, {@literal null} if there is none yet
 * @param ordering the position of the topic in the course, from 0, {@literal null} if it has none
 * @param context more about the place, such as the titles of section and subsection, by name
 * @since 0.1.0
 */
@RecordBuilder
public record DiscussionTopicContext(
        String title,
        @Nullable UsageKey usageKey,
        @Nullable Long groupId,
        @Nullable String externalId,
        @Nullable Long ordering,

        @RecordBuilder.Initializer(source = Defaults.class, value = "map")
        Map<String, String> context)
        implements DiscussionTopicContextBuilder.With {

    /** Copies the context and refuses {@literal null} where it is no value. */
    public DiscussionTopicContext {
        Objects.requireNonNull(title, "title");
        context = Copies.map(context, "context");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.CourseKey;

/**
 * How discussions are set up in a course run.
 *
 * @param courseKey the key of the course run
 * @param providerType which software holds the discussions, such as {@code openedx} or {@code legacy}
 * @param enabled whether the course run has discussions at all
 * @param enableInContext whether discussions are shown beside the units they are about
 * @param enableGradedUnits whether graded units have topics too
 * @param unitLevelVisibility whether authors decide unit by unit if discussions are shown
 * @param pluginConfiguration the provider's own switches, by name
 * @param contexts the topics
 * @since 0.1.0
 */
@RecordBuilder
public record CourseDiscussionConfigurationData(
        CourseKey courseKey,
        String providerType,

        @RecordBuilder.Initializer(source = Defaults.class, value = "TRUE")
        boolean enabled,

        @RecordBuilder.Initializer(source = Defaults.class, value = "TRUE")
        boolean enableInContext,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean enableGradedUnits,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean unitLevelVisibility,

        @RecordBuilder.Initializer(source = Defaults.class, value = "map")
        Map<String, Boolean> pluginConfiguration,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<DiscussionTopicContext> contexts)
        implements CourseDiscussionConfigurationDataBuilder.With {

    /** Copies the collections and refuses {@literal null}. */
    public CourseDiscussionConfigurationData {
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(providerType, "providerType");
        pluginConfiguration = Copies.map(pluginConfiguration, "pluginConfiguration");
        contexts = Copies.list(contexts, "contexts");
    }
}

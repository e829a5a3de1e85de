/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.LibraryContainerLocator;

/**
 * A container in a content library: a unit, a subsection or a section.
 *
 * @param containerKey the key of the container
 * @param background whether receivers may take their time; deprecated in Open edX
 * @since 0.1.0
 */
@RecordBuilder
public record LibraryContainerData(
        LibraryContainerLocator containerKey,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean background)
        implements LibraryContainerDataBuilder.With {

    /** Refuses {@literal null}. */
    public LibraryContainerData {
        Objects.requireNonNull(containerKey, "containerKey");
    }
}

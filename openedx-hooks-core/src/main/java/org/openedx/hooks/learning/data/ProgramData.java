/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A program: courses that together lead to one credential.
 *
 * @param uuid the UUID of the program in the catalog, as text
 * @param title the title shown to learners
 * @param programType the kind of program, such as {@code micromasters} or {@code professional-certificate}
 * @since 0.1.0
 */
@RecordBuilder
public record ProgramData(String uuid, String title, String programType) implements ProgramDataBuilder.With {

    /** Refuses {@literal null}. */
    public ProgramData {
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(programType, "programType");
    }
}

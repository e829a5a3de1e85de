/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.Objects;

/**
 * A step that has been interrupted because its time was over, and works on all the same. Its runs have gone on without
 * it, but its threads are not free.
 *
 * @param filterType the filter
 * @param step its name in the pipeline
 * @param calls how many calls of it have not ended
 * @since 0.1.0
 */
public record OverdueStep(String filterType, String step, int calls) {

    /** Refuses {@literal null}. */
    public OverdueStep {
        Objects.requireNonNull(filterType, "filterType");
        Objects.requireNonNull(step, "step");
    }
}

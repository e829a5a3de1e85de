/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.PipelineStep;

/** A step for any filter, that changes nothing. */
public class AnyStep implements PipelineStep<OpenEdxFilter> {

    @Override
    public OpenEdxFilter runFilter(OpenEdxFilter filter, FilterContext context) {
        return filter;
    }
}

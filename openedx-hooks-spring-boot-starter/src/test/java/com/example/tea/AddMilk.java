/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.tea;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;

/** A step that is no bean: only the configuration names it. */
class AddMilk implements PipelineStep<TeaServingRequested> {

    private final Kettle kettle;

    AddMilk(Kettle kettle) {
        this.kettle = kettle;
    }

    @Override
    public TeaServingRequested runFilter(TeaServingRequested request, FilterContext context) {
        return new TeaServingRequested(request.tea() + ", milk, " + kettle);
    }
}

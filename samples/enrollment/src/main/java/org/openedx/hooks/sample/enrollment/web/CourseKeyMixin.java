/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.openedx.hooks.key.CourseKey;
import org.springframework.boot.jackson.JacksonMixin;

/** A course key is a string in JSON. */
@JacksonMixin(CourseKey.class)
abstract class CourseKeyMixin {

    @JsonCreator
    static CourseKey parse(String text) {
        return CourseKey.parse(text);
    }

    @Override
    @JsonValue
    public abstract String toString();
}

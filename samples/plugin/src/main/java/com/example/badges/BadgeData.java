/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.badges;

import java.util.Objects;

import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;

/**
 * A badge that somebody holds.
 *
 * @param user who holds it
 * @param courseKey the course run in which it was earned
 * @param name the badge
 */
public record BadgeData(UserData user, CourseKey courseKey, String name) {

    /** Refuses {@literal null}. */
    public BadgeData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(name, "name");
    }
}

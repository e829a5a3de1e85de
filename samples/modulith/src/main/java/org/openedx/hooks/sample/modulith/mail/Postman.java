/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.modulith.mail;

import org.openedx.hooks.learning.data.CourseEnrollmentData;

/** Delivers letters. */
@FunctionalInterface
public interface Postman {

    /** Delivers a letter about an enrollment. */
    void deliver(CourseEnrollmentData enrollment);
}

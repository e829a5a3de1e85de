/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.learning;

import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;

final class Samples {

    static final CourseKey COURSE = CourseKey.parse("course-v1:edX+DemoX+2026");

    static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    static final UserData BLOCKED = BOB.withIsActive(false);

    static final UserData WITHOUT_ADDRESS = BOB.withPii(BOB.pii().withEmail(""));

    private Samples() {}
}

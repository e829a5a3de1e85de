/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.test.OpenEdxHooksTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest
@OpenEdxHooksTest
class ApplicationTests {

    @Test
    void aPublishedJarRunsAPipeline(@Autowired OpenEdxFilters filters) {
        UserData ada = new UserData(1, true, new UserPersonalData("ada", "ada@acme.example", "Ada"));
        CourseKey course = CourseKey.parse("course-v1:OpenedX+DemoX+2026");

        assertThat(filters.run(new CourseEnrollmentStarted(ada, course, "audit")).mode())
                .isEqualTo("verified");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.time.OffsetDateTime;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventJsonModule;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class EventJsonTests {

    private static final CourseEnrollmentCreated ENROLLED = new CourseEnrollmentCreated(new CourseEnrollmentData(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")),
            new CourseData(CourseKey.parse("course-v1:edX+Demo+2026"), "Demo", null, null),
            "verified",
            true,
            OffsetDateTime.parse("2026-11-20T10:15:30.123456Z"),
            null));

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, JacksonAutoConfiguration.class));

    @Test
    void bootsMapperWritesAndReadsEventsWithoutAvro() {
        assertThat(ClassUtils.isPresent("org.apache.avro.Schema", null)).isFalse();
        contextRunner.run(context -> {
            JsonMapper mapper = context.getBean(JsonMapper.class);
            String json = mapper.writeValueAsString(ENROLLED);

            assertThat(json).contains("\"course_key\":\"course-v1:edX+Demo+2026\"");
            assertThat(mapper.readValue(json, CourseEnrollmentCreated.class)).isEqualTo(ENROLLED);
        });
    }

    @Test
    void aModuleOfTheUserWins() {
        EventJsonModule own = new EventJsonModule(
                EventCodecs.standard(), HookCatalog.load(getClass().getClassLoader()));
        contextRunner
                .withBean(EventJsonModule.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(EventJsonModule.class)).isSameAs(own));
    }

    @Test
    void hooksWorkWithoutJackson() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class))
                .withClassLoader(new FilteredClassLoader("tools.jackson"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("openEdxEventJsonModule"));
    }
}

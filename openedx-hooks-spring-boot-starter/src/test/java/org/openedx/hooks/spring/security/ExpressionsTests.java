/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Configuration and payloads are text. Only annotations in code are expressions. */
class ExpressionsTests {

    private static final String FILTER = "org.openedx.learning.course.enrollment.started.v1";

    private static final String EVALUATED = ExpressionsTests.class.getName() + ".evaluated";

    private static final String EXPRESSION = "#{T(java.lang.System).setProperty('%s','x')}".formatted(EVALUATED);

    private static final String BARE = "T(java.lang.System).setProperty('%s','x')".formatted(EVALUATED);

    private static final UserData USER = new UserData(7, true, new UserPersonalData(EXPRESSION, "${user.home}", BARE));

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    OpenEdxFiltersAutoConfiguration.class))
            .withUserConfiguration(Parts.class);

    @Test
    void anOptionIsTextApartFromItsPlaceholders() {
        with(Map.of(
                        "open-edx-filters-config[%s].pipeline[0]".formatted(FILTER),
                        "keeps",
                        "open-edx-filters-config[%s].expression".formatted(FILTER),
                        EXPRESSION,
                        "open-edx-filters-config[%s].bare".formatted(FILTER),
                        BARE,
                        "open-edx-filters-config[%s].resolved".formatted(FILTER),
                        "${who:nobody} and ${greeting}",
                        "greeting",
                        "hello"))
                .run(context -> {
                    context.getBean(OpenEdxFilters.class).run(started("audit"));

                    assertThat(context.getBean(Parts.class).options)
                            .singleElement()
                            .isEqualTo(Map.of("expression", EXPRESSION, "bare", BARE, "resolved", "nobody and hello"));
                });
        assertThat(System.getProperty(EVALUATED)).isNull();
    }

    @Test
    void theNameOfAStepIsTextApartFromItsPlaceholders() {
        with(Map.of("open-edx-filters-config[%s].pipeline[0]".formatted(FILTER), "${step}", "step", "keeps"))
                .run(context -> assertThat(context).hasNotFailed());
        for (String name : List.of(EXPRESSION, BARE)) {
            with(Map.of("open-edx-filters-config[%s].pipeline[0]".formatted(FILTER), name))
                    .run(context -> assertThat(context)
                            .hasFailed()
                            .getFailure()
                            .hasStackTraceContaining("no bean or class is named \"%s\"".formatted(name)));
        }
        assertThat(System.getProperty(EVALUATED)).isNull();
    }

    @Test
    void aHookTypeIsText() {
        for (String type : List.of(EXPRESSION, BARE, "${user.home}")) {
            with(Map.of("open-edx-filters-config[%s].pipeline[0]".formatted(type), "keeps"))
                    .run(context -> assertThat(context)
                            .hasFailed()
                            .getFailure()
                            .hasStackTraceContaining(type + ": no filter has this type"));
        }
        assertThat(System.getProperty(EVALUATED)).isNull();
    }

    @Test
    void aPayloadIsTextForReceiversAndSteps() {
        with(Map.of("open-edx-filters-config[%s].pipeline[0]".formatted(FILTER), "keeps"))
                .run(context -> {
                    Parts parts = context.getBean(Parts.class);
                    context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(USER));
                    CourseEnrollmentStarted started = started("${user.home}" + EXPRESSION);

                    assertThat(context.getBean(OpenEdxFilters.class).run(started))
                            .isSameAs(started);
                    assertThat(parts.users).containsExactly(USER, USER);
                });
        assertThat(System.getProperty(EVALUATED)).isNull();
    }

    @Test
    void theNameOfTheServiceIsText() {
        with(Map.of("openedx.hooks.service-name", EXPRESSION)).run(context -> {
            context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(USER));

            assertThat(context.getBean(Parts.class).sources).containsExactly("openedx/" + EXPRESSION + "/web");
        });
        assertThat(System.getProperty(EVALUATED)).isNull();
    }

    private static CourseEnrollmentStarted started(String mode) {
        return new CourseEnrollmentStarted(USER, CourseKey.parse("course-v1:edX+DemoX+Demo"), mode);
    }

    private ApplicationContextRunner with(Map<String, Object> properties) {
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource("configuration", properties)));
    }

    @Configuration(proxyBeanMethods = false)
    static class Parts {

        final List<UserData> users = new ArrayList<>();

        final List<Map<String, Object>> options = new ArrayList<>();

        final List<String> sources = new ArrayList<>();

        @EventListener
        void receives(OpenEdxApplicationEvent<SessionLoginCompleted> event) {
            sources.add(event.metadata().source());
            users.add(event.getPayload().user());
        }

        @EventListener(condition = "#event.user.pii.username.startsWith('#{')")
        void receivesIf(SessionLoginCompleted event) {
            users.add(event.user());
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> keeps() {
            return (filter, context) -> {
                options.add(context.options());
                return filter;
            };
        }
    }
}

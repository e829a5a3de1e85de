/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.security;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a name in the configuration can make the application do: run a step, and nothing else. */
@ExtendWith(OutputCaptureExtension.class)
class StepNamesTests {

    private static final String FILTER = "org.openedx.learning.course.enrollment.started.v1";

    private static final String HERE = StepNamesTests.class.getName();

    private static final String INITIALIZED = HERE + ".initialized";

    private static final CourseEnrollmentStarted STARTED = new CourseEnrollmentStarted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")),
            CourseKey.parse("course-v1:edX+DemoX+Demo"),
            "audit");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxFiltersAutoConfiguration.class));

    static Stream<Arguments> wrongNames() {
        return Stream.of(
                Arguments.of(HERE + "$Dangerous", "is no step: it does not implement PipelineStep"),
                Arguments.of(HERE + ".Dangerous", "is no step: it does not implement PipelineStep"),
                Arguments.of(HERE + "$DangerousEnum", "is no step: it does not implement PipelineStep"),
                Arguments.of(HERE + "$Dangerous#attack", "is a method; a step is a bean, or a class"),
                Arguments.of(HERE + "$Dangerous.attack", "is a method; a step is a bean, or a class"),
                Arguments.of(HERE + "$Dangerous#nothing", "no bean or class is named"),
                Arguments.of(HERE + "$Dangerous::attack", "is a method; a step is a bean, or a class"),
                Arguments.of(HERE + "$DangerousBase", "is abstract and has no bean"),
                Arguments.of(HERE + "$Dangerous[]", "is no step: it does not implement PipelineStep"),
                Arguments.of("[L" + HERE + "$Dangerous;", "is no step: it does not implement PipelineStep"),
                Arguments.of(HERE + "$Harmless[]", "is no step: it does not implement PipelineStep"),
                Arguments.of("int", "is no step: it does not implement PipelineStep"),
                Arguments.of("void", "is no step: it does not implement PipelineStep"),
                Arguments.of("long[][]", "is no step: it does not implement PipelineStep"),
                Arguments.of("java.lang.Runtime", "is no step: it does not implement PipelineStep"),
                Arguments.of(HERE.replace('.', '/') + "$Dangerous", "no bean or class is named"),
                Arguments.of("&" + HERE + "$Dangerous", "no bean or class is named"),
                Arguments.of("../" + HERE + "$Dangerous", "no bean or class is named"),
                Arguments.of("jar:file:/tmp/evil.jar!/" + HERE, "no bean or class is named"),
                Arguments.of("#{T(java.lang.System).setProperty('%s','x')}".formatted(INITIALIZED), "no bean or class"),
                Arguments.of("T(java.lang.Runtime).getRuntime()", "no bean or class is named"),
                Arguments.of(HERE + "$Harm\0less", "$Harm\\u0000less\""),
                Arguments.of("\0", "no bean or class is named \"\""),
                Arguments.of("a\nFilter x runs everything", "no bean or class is named \"a\\u000aFilter x"),
                Arguments.of("x".repeat(500), "named \"" + "x".repeat(500) + "\"."),
                Arguments.of("x".repeat(501), "named \"" + "x".repeat(50) + "... (501 characters)\"."),
                Arguments.of("int" + "[]".repeat(100_000), "... (200003 characters)\""),
                Arguments.of("x.".repeat(1_000_000), "x.... (2000000 characters)\""));
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void aNameThatIsNoStepIsRefusedAndNothingIsInitialized(String name, String message) {
        configured(name).run(context -> {
            assertThat(context).hasFailed();
            assertRefused(problems(context), message);
        });
        assertThat(System.getProperty(INITIALIZED)).isNull();
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void lenientlyItIsSkippedAndNothingIsInitialized(String name, String message) {
        configured(name)
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .run(context -> {
                    assertRefused(context.getBean(FilterPipelines.class).problems(), message);
                    assertThat(context.getBean(OpenEdxFilters.class).run(STARTED))
                            .isSameAs(STARTED);
                });
        assertThat(System.getProperty(INITIALIZED)).isNull();
    }

    private static void assertRefused(List<ConfigurationProblem> problems, String message) {
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message).hasSizeLessThan(1000);
            assertThat(problem.message().chars().noneMatch(Character::isISOControl))
                    .isTrue();
        });
    }

    private ApplicationContextRunner configured(String step) {
        Map<String, Object> properties = Map.of("open-edx-filters-config[%s].pipeline[0]".formatted(FILTER), step);
        return runner.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addLast(new MapPropertySource("configuration", properties)));
    }

    private static List<ConfigurationProblem> problems(AssertableApplicationContext context) {
        return Stream.iterate(
                        Optional.ofNullable(context.getStartupFailure()),
                        Optional::isPresent,
                        failure -> failure.map(Throwable::getCause))
                .flatMap(Optional::stream)
                .filter(InvalidHookConfigurationException.class::isInstance)
                .findFirst()
                .map(failure -> ((InvalidHookConfigurationException) failure).problems())
                .orElseThrow();
    }

    static final class Dangerous {

        static {
            System.setProperty(INITIALIZED, "Dangerous");
        }

        static Object attack() {
            return INITIALIZED;
        }
    }

    enum DangerousEnum {
        ONE;

        static {
            System.setProperty(INITIALIZED, "DangerousEnum");
        }
    }

    abstract static class DangerousBase implements PipelineStep<CourseEnrollmentStarted> {

        static {
            System.setProperty(INITIALIZED, "DangerousBase");
        }
    }

    static final class Harmless implements PipelineStep<CourseEnrollmentStarted> {

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return filter.withMode("harmless");
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.refresh;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.context.refresh.ContextRefresher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Hooks that follow Spring Cloud's refresh (PUR-7, FCF-7)")
class EnvironmentRefresherTests {

    private static final HookType ENROLLMENT = HookType.of("org.openedx.learning.course.enrollment.started.v1");

    private static final HookType CREATED = HookType.of("org.openedx.learning.course.enrollment.created.v1");

    private static final HookType REVERSED = HookType.of("org.openedx.enterprise.subsidy.redemption-reversed.v1");

    private static final CourseEnrollmentStarted STARTED = new CourseEnrollmentStarted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")),
            CourseKey.parse("course-v1:edX+DemoX+Demo"),
            "");

    @TempDir
    private Path directory;

    @Test
    void pipelinesAndSwitchesFollowTheFile() throws Exception {
        write("a", "org.openedx.learning.course.enrollment.created: false");
        try (ConfigurableApplicationContext application = start()) {
            HookSwitches.Switch created =
                    application.getBean(HookSwitches.class).of(CREATED);
            assertThat(mode(application)).isEqualTo("a");
            assertThat(created.isOn()).isFalse();

            write("b, a", "org.openedx.enterprise.subsidy.redemption-reversed.v1: false");
            refresh(application);

            assertThat(mode(application)).isEqualTo("b a");
            assertThat(created.isOn()).isTrue();
            assertThat(application.getBean(HookSwitches.class).of(REVERSED).isOn())
                    .isFalse();

            write("b", "all: false");
            refresh(application);
            assertThat(mode(application)).isEmpty();
            assertThat(created.isOn()).isFalse();
        }
    }

    @Test
    void aHookThatWasSwitchedByHandStaysSo() throws Exception {
        write("a", "all: true");
        try (ConfigurableApplicationContext application = start()) {
            HookSwitches.Switch enrollment =
                    application.getBean(HookSwitches.class).of(ENROLLMENT);
            enrollment.set(true);
            write("a", "all: false");
            refresh(application);
            assertThat(mode(application)).isEqualTo("a");
            enrollment.reset();
            assertThat(mode(application)).isEmpty();
        }
    }

    @Test
    void aPlaceholderMayStandForWhatHasChanged() throws Exception {
        write("${step}", "all: ${hooks}", "step: a", "hooks: true");
        try (ConfigurableApplicationContext application = start()) {
            assertThat(mode(application)).isEqualTo("a");
            write("${step}", "all: ${hooks}", "step: b", "hooks: true");
            refresh(application);
            assertThat(mode(application)).isEqualTo("b");
            write("${step}", "all: ${hooks}", "step: b", "hooks: false");
            refresh(application);
            assertThat(mode(application)).isEmpty();
        }
    }

    @Test
    void ifAnythingIsWrongNothingOfHooksChangesWhileOthersAreRefreshed(CapturedOutput output) throws Exception {
        write("a", "all: true", "other.value: 1");
        try (ConfigurableApplicationContext application = start()) {
            write("bb", "all: false", "other.value: 2");
            refresh(application);

            assertThat(mode(application)).isEqualTo("a");
            assertThat(application.getBean(Other.class).getValue()).isEqualTo(2);
            assertThat(health(application).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health(application).getDetails().toString()).contains("\"bb\"");
            assertThat(output.getOut().replace(System.lineSeparator(), "\n")).contains("""
                    The changed configuration of hooks is refused, and all hooks run as before. The filter pipelines of this application have 1 problem:

                        URL [file:%s] - 2:65
                            org.openedx.learning.course.enrollment.started.v1:
                            no bean or class is named "bb". Did you mean""".formatted(file()));

            write("b", "all: true", "other.value: 3");
            refresh(application);
            assertThat(mode(application)).isEqualTo("b");
            assertThat(health(application).getStatus().getCode()).isEqualTo("UP");
        }
    }

    @Test
    void aSwitchThatIsNoBooleanRefusesEverythingAndBreaksNobodyElse(CapturedOutput output) throws Exception {
        write("a", "all: true", "other.value: 1");
        try (ConfigurableApplicationContext application = start()) {
            write("bb", "org.openedx.learning: perhaps", "other.value: 2");
            refresh(application);

            assertThat(mode(application)).isEqualTo("a");
            assertThat(application.getBean(Other.class).getValue()).isEqualTo(2);
            assertThat(output)
                    .contains("have 2 problems")
                    .contains("openedx.hooks.enabled.org.openedx.learning must be true or false, found \"perhaps\".")
                    .contains("no bean or class is named \"bb\"");
            assertThat(health(application).getDetails().toString()).contains("\"perhaps\"", "\"bb\"");

            write("b", "org.openedx.learning: off", "other.value: 3");
            refresh(application);
            assertThat(mode(application)).isEmpty();
            assertThat(health(application).getStatus().getCode()).isEqualTo("UP");
        }
    }

    @Test
    void aSwitchThatNoHookFollowsRefusesEverything(CapturedOutput output) throws Exception {
        write("a", "all: true");
        try (ConfigurableApplicationContext application = start()) {
            write("b", "org.openedx.lerning: false");
            refresh(application);

            assertThat(mode(application)).isEqualTo("a");
            assertThat(output).contains("Did you mean \"org.openedx.learning\"?");
        }
    }

    @Test
    void whatIsSwitchedIsLoggedWhenItChangesAndOnlyThen(CapturedOutput output) throws Exception {
        write("a", "org.openedx.learning: true");
        try (ConfigurableApplicationContext application = start()) {
            assertThat(output).doesNotContain("switches org.openedx.learning");
            write("a", "org.openedx.learning: false");
            refresh(application);
            assertThat(output).containsOnlyOnce("file:%s] - 4:25 switches org.openedx.learning off".formatted(file()));
            write("b", "org.openedx.learning: false");
            refresh(application);
            assertThat(output).containsOnlyOnce("switches org.openedx.learning off");
            write("b", "org.openedx.enterprise: true");
            refresh(application);
            assertThat(output).containsOnlyOnce("Nothing switches org.openedx.learning any more");
        }
    }

    @Test
    void anApplicationDoesNotStartWithASwitchThatIsNoBoolean() throws Exception {
        write("a", "all: perhaps");
        assertThatException().isThrownBy(this::start).withMessageContaining("openedx.hooks");
    }

    @Test
    void aLenientApplicationTakesOverWhatIsRight() throws Exception {
        write("a", "all: true", "openedx.hooks.filters.validation: lenient");
        try (ConfigurableApplicationContext application = start()) {
            write("b, bb", "all: true", "openedx.hooks.filters.validation: lenient");
            refresh(application);
            assertThat(mode(application)).isEqualTo("b");
            assertThat(health(application).getDetails()).containsOnlyKeys("problems");
        }
    }

    @Test
    void anEventWithoutChangesIsNotLookedAt(CapturedOutput output) throws Exception {
        write("a", "all: true");
        try (ConfigurableApplicationContext application = start()) {
            refresh(application);
            assertThat(output).doesNotContain("changed by", "refused");
        }
    }

    @Test
    void withoutSpringCloudNobodyListens() {
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class,
                        OpenEdxFiltersAutoConfiguration.class,
                        OpenEdxHooksRefreshAutoConfiguration.class));
        runner.run(context -> assertThat(context).hasSingleBean(EnvironmentRefresher.class));
        runner.withClassLoader(new FilteredClassLoader(EnvironmentChangeEvent.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("openEdxHooksEnvironmentRefresher"));
    }

    private void write(String pipeline, String enabled, String... others) throws Exception {
        Files.writeString(file(), """
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1: {pipeline: "%s"}
                openedx.hooks.enabled:
                  %s
                %s
                """.formatted(pipeline, enabled, String.join("\n", others)));
    }

    private Path file() {
        return directory.resolve("application.yml");
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run("--spring.config.location=file:" + file());
    }

    private static void refresh(ConfigurableApplicationContext application) {
        application.getBean(ContextRefresher.class).refresh();
    }

    private static String mode(ConfigurableApplicationContext application) {
        return application.getBean(OpenEdxFilters.class).run(STARTED).mode();
    }

    private static Health health(ConfigurableApplicationContext application) {
        return Objects.requireNonNull(application
                .getBean("openEdxHooksHealthIndicator", HealthIndicator.class)
                .health());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @EnableConfigurationProperties(Other.class)
    static class Application {

        @Bean
        PipelineStep<CourseEnrollmentStarted> a() {
            return (filter, context) -> filter.withMode(filter.mode().isEmpty() ? "a" : filter.mode() + " a");
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> b() {
            return (filter, context) -> filter.withMode(filter.mode().isEmpty() ? "b" : filter.mode() + " b");
        }
    }

    /** Somebody else's properties. */
    @ConfigurationProperties("other")
    static class Other {

        private int value;

        public int getValue() {
            return value;
        }

        public void setValue(int value) {
            this.value = value;
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.DeprecatedHook;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.openedx.hooks.spring.actuate.OpenEdxHooksEndpoint;
import org.openedx.hooks.spring.actuate.OpenEdxHooksEndpointAutoConfiguration;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.openedx.hooks.spring.refresh.OpenEdxHooksRefreshAutoConfiguration;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Every message that the page for operators explains is one that the hooks write. */
@ExtendWith(OutputCaptureExtension.class)
class OperationsPageTests {

    private static final String PIPELINE =
            "open-edx-filters-config[org.openedx.learning.course.enrollment.started.v1].pipeline";

    private static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    private static final Pattern MESSAGE = Pattern.compile("^\\| `([^`]+)`.*\\| .* \\| .* \\|$", Pattern.MULTILINE);

    @Test
    void everyMessageThatThePageExplainsIsSeenInTheLog(CapturedOutput output) throws IOException {
        Map<String, Object> configuration = new HashMap<>(Map.of(PIPELINE, "fails"));
        List<OpenEdxEvents> closed = new ArrayList<>();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class,
                        OpenEdxFiltersAutoConfiguration.class,
                        OpenEdxHooksObservabilityAutoConfiguration.class,
                        OpenEdxHooksEndpointAutoConfiguration.class,
                        OpenEdxHooksRefreshAutoConfiguration.class))
                .withPropertyValues(
                        "management.endpoints.web.exposure.include=openedxhooks",
                        "openedx.hooks.enabled.org.openedx.enterprise=false",
                        "openedx.filters.validation=strict")
                .withUserConfiguration(Plugin.class)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("page", configuration)))
                .run(context -> {
                    OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
                    closed.add(events);
                    events.send(new StudentRegistrationCompleted(BOB));
                    events.send(new SessionLoginCompleted(BOB));
                    events.send(new TeaBrewed("green"));
                    context.publishEvent(new TeaBrewed("black"));
                    run(context);
                    for (String pipeline : List.of("halts", "stops")) {
                        reconfigure(context, configuration, Map.of(PIPELINE, pipeline));
                        run(context);
                    }
                    reconfigure(
                            context,
                            configuration,
                            Map.of(
                                    PIPELINE + "[0].step", "sleeps",
                                    PIPELINE + "[0].timeout", "20ms",
                                    PIPELINE + "[1].step", "fails",
                                    PIPELINE + "[1].fail-silently", "false"));
                    run(context);
                    reconfigure(context, configuration, Map.of(PIPELINE, "no such step"));
                    context.getBean(OpenEdxHooksEndpoint.class)
                            .configure("org.openedx.learning.course.enrollment.created.v1", false, null, null);
                });

        closed.get(0).send(new SessionLoginCompleted(BOB));
        byte[] unused = EventCodecs.standard().of(TeaBrewed.class).encode(new TeaBrewed("green".repeat(20_000)));

        List<String> messages = MESSAGE.matcher(section("## Messages"))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(messages)
                .hasSize(15)
                .allSatisfy(message -> assertThat(output.getAll()).containsPattern(pattern(message)));
    }

    private static void reconfigure(
            ApplicationContext context, Map<String, Object> configuration, Map<String, Object> changed) {
        configuration.clear();
        configuration.putAll(changed);
        context.publishEvent(new EnvironmentChangeEvent(context, Set.of(PIPELINE)));
    }

    private static void run(ApplicationContext context) {
        CourseEnrollmentStarted started =
                new CourseEnrollmentStarted(BOB, CourseKey.parse("course-v1:edX+DemoX+Demo"), "audit");
        Throwable thrown =
                catchThrowable(() -> context.getBean(OpenEdxFilters.class).run(started));
        assertThat(thrown)
                .satisfiesAnyOf(
                        none -> assertThat(none).isNull(),
                        halt -> assertThat(halt).isInstanceOf(PreventEnrollment.class),
                        failure -> assertThat(failure).isInstanceOf(IllegalStateException.class));
    }

    /** Letters and words in angle brackets stand for names, ellipses for more text. */
    private static Pattern pattern(String message) {
        return Pattern.compile(Pattern.quote(message)
                .replace("x#y", "\\E\\S+\\Q")
                .replaceAll(" x\\b", " \\\\E\\\\S+\\\\Q")
                .replaceAll("<\\w+>", "\\\\E\\\\S+\\\\Q")
                .replace(" n ", " \\E\\d+\\Q ")
                .replace("…", "\\E.*\\Q"));
    }

    private static String section(String heading) throws IOException {
        String page = Files.readString(Path.of("../docs/operations.md"));
        int start = page.indexOf(heading);
        assertThat(start).isPositive();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    @EventHook(type = "com.example.kitchen.tea.brewed.v1")
    @DeprecatedHook(since = "1.1", removedIn = "2.0")
    record TeaBrewed(String kind) implements OpenEdxEvent {}

    @Configuration(proxyBeanMethods = false)
    static class Plugin {

        private final OpenEdxEvents events;

        Plugin(OpenEdxEvents events) {
            this.events = events;
            events.send(new SessionLoginCompleted(BOB));
        }

        @EventListener
        void isDown(StudentRegistrationCompleted event) {
            throw new IllegalStateException("down");
        }

        @EventListener
        void sendsItAgain(SessionLoginCompleted event) {
            events.send(event);
        }

        @EventListener
        void drinks(TeaBrewed event) {}

        @Bean
        PipelineStep<CourseEnrollmentStarted> fails() {
            return (filter, context) -> {
                throw new IllegalStateException("down");
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> halts() {
            return (filter, context) -> {
                throw new PreventEnrollment("No.");
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> stops() {
            return (filter, context) -> null;
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> sleeps() {
            return (filter, context) -> {
                try {
                    Thread.sleep(20_000);
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
                return filter;
            };
        }
    }
}

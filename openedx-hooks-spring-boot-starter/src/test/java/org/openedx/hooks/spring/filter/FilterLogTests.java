/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The log level of a filter (FDB-1, FDB-2)")
class FilterLogTests {

    private static final String ENTRY = "open-edx-filters-config[org.openedx.learning.course.enrollment.started.v1].";

    private final Logger logger = (Logger) LoggerFactory.getLogger(FilterLog.CATEGORY);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxFiltersAutoConfiguration.class))
            .withUserConfiguration(Steps.class)
            .withPropertyValues(ENTRY + "pipeline=works,fails");

    @BeforeEach
    void listen() {
        logger.setLevel(Level.TRACE);
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void thereIsALineForEachStepAndOneForTheRun() {
        runner.withPropertyValues(ENTRY + "log-level=debug").run(context -> {
            run(context);

            assertThat(lines())
                    .satisfiesExactly(
                            line -> assertThat(line).matches(".*started.v1 step works completed in \\d+ µs"),
                            line -> assertThat(line)
                                    .matches(".*started.v1 step fails failed in \\d+ µs "
                                            + "\\(java.lang.IllegalStateException\\)"),
                            line -> assertThat(line).matches(".*started.v1 degraded in \\d+ µs"));
            assertThat(lines()).noneMatch(line -> line.contains("secret"));
        });
    }

    @Test
    void theTimeIsInMicroseconds() {
        runner.withPropertyValues(ENTRY + "log-level=debug", ENTRY + "pipeline=pauses")
                .run(context -> {
                    run(context);

                    assertThat(lines())
                            .hasSize(2)
                            .allSatisfy(line -> assertThat(Long.parseLong(line.replaceFirst(".* in (\\d+) µs", "$1")))
                                    .isBetween(5_000L, TimeUnit.MINUTES.toMicros(1)));
                });
    }

    @ParameterizedTest
    @CsvSource({"log_level,debug,DEBUG", "logLevel,INFO,INFO", "log-level,warning,WARN", "log-level,Trace,TRACE"})
    void itsNameIsThatOfSpringOrPython(String key, String value, String level) {
        runner.withPropertyValues(ENTRY + key + "=" + value).run(context -> {
            run(context);

            assertThat(log.list).hasSize(3).allMatch(line -> line.getLevel().equals(Level.valueOf(level)));
        });
    }

    @Test
    @DisplayName("FCF-4: a step finds it among its options as in Python")
    void aStepFindsItAmongItsOptions() {
        runner.withPropertyValues(ENTRY + "log-level=debug", ENTRY + "pipeline=looks")
                .run(context -> assertThat(run(context).mode()).isEqualTo("debug"));
    }

    @Test
    void withoutItNothingIsLogged() {
        runner.run(context -> {
            run(context);

            assertThat(log.list).isEmpty();
        });
    }

    @Test
    void aLevelThatDoesNotExistIsRefused() {
        runner.withPropertyValues(ENTRY + "log-level=loud")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining(
                                "log-level must be one of trace, debug, info, warn and error, found \"loud\"."));
    }

    private static CourseEnrollmentStarted run(ApplicationContext context) {
        return context.getBean(OpenEdxFilters.class)
                .run(new CourseEnrollmentStarted(
                        new UserData(7, true, new UserPersonalData("secret", "secret@example.com", "Secret")),
                        CourseKey.parse("course-v1:edX+DemoX+Demo"),
                        "audit"));
    }

    private List<String> lines() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Steps {

        @Bean
        PipelineStep<CourseEnrollmentStarted> works() {
            return (filter, context) -> filter;
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> fails() {
            return (filter, context) -> {
                throw new IllegalStateException("secret");
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> pauses() {
            return (filter, context) -> {
                long end = System.nanoTime() + 5_000_000;
                while (System.nanoTime() < end) {
                    LockSupport.parkNanos(end - System.nanoTime());
                }
                return filter;
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> looks() {
            return (filter, context) ->
                    filter.withMode(String.valueOf(context.options().get("log_level")));
        }
    }
}

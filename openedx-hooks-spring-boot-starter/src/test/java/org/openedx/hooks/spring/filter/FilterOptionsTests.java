/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.HookType;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.filter.StepOptions;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.support.SpringApplicationJsonEnvironmentPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.openedx.hooks.spring.filter.FilterContexts.mode;
import static org.openedx.hooks.spring.filter.FilterContexts.options;
import static org.openedx.hooks.spring.filter.FilterContexts.problems;
import static org.openedx.hooks.spring.filter.FilterContexts.properties;
import static org.openedx.hooks.spring.filter.FilterContexts.yaml;
import static org.openedx.hooks.spring.filter.Steps.ENROLLMENT;

@DisplayName("Options of steps (FCF-4)")
class FilterOptionsTests {

    private static final String SEATS = Seats.class.getName();

    private static ApplicationContextRunner configured(String entry) {
        return yaml("open-edx-filters-config:\n  %s:\n%s".formatted(ENROLLMENT, entry.indent(4)));
    }

    @Test
    void optionsAreAsTheyAreWritten() {
        configured("""
                pipeline: a
                list: []
                mapping: {}
                nothing:
                tilde: ~
                word: null
                empty: ''
                quoted: ""
                number: 5
                decimal: 0.5
                long: 99999999999
                truth: true
                text: "5"
                nested: {list: [], mapping: {}, nothing: , items: [[], {}, null, '', 1]}
                # last
                """).run(context -> {
            Map<String, @Nullable Object> nested = new LinkedHashMap<>();
            nested.put("list", List.of());
            nested.put("mapping", Map.of());
            nested.put("nothing", null);
            nested.put("items", Arrays.asList(List.of(), Map.of(), null, "", 1));
            assertThat(options(context))
                    .containsExactly(
                            entry("list", List.of()),
                            entry("mapping", Map.of()),
                            entry("nothing", null),
                            entry("tilde", null),
                            entry("word", null),
                            entry("empty", ""),
                            entry("quoted", ""),
                            entry("number", 5),
                            entry("decimal", 0.5),
                            entry("long", 99999999999L),
                            entry("truth", true),
                            entry("text", "5"),
                            entry("nested", nested));
        });
    }

    @Test
    void whereASourceHasOnlyTextsTheyAreTexts() {
        properties("""
                open-edx-filters-config.TYPE.pipeline=a
                open-edx-filters-config.TYPE.empty=
                open-edx-filters-config.TYPE.list=[]
                open-edx-filters-config.TYPE.number=5
                """.replace("TYPE", ENROLLMENT))
                .run(context -> assertThat(options(context))
                        .containsExactly(entry("empty", ""), entry("list", "[]"), entry("number", "5")));
    }

    @Test
    void jsonKeepsWhatItSays() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("json", Map.of("SPRING_APPLICATION_JSON", """
                                {"open-edx-filters-config": {"%s": {"pipeline": "a", "options":
                                    {"list": [], "mapping": {}, "number": 5, "nested": {"deep": [1, []]}}}}}
                                """.formatted(ENROLLMENT))));
        new SpringApplicationJsonEnvironmentPostProcessor()
                .postProcessEnvironment(environment, new SpringApplication());
        FilterContexts.RUNNER
                .withInitializer(context -> context.setEnvironment(environment))
                .run(context -> assertThat(options(context))
                        .containsOnly(
                                entry("list", List.of()),
                                entry("mapping", Map.of()),
                                entry("number", 5),
                                entry("nested", Map.of("deep", List.of(1, List.of())))));
    }

    @Test
    void aStepGetsItsOptionsAsARecordFromEverySource() {
        configured("""
                pipeline:
                  - {step: %s, max-seats: 5, domains: [a.com, b.com], delay: 2s}
                """.formatted(SEATS))
                .run(context -> assertThat(mode(context)).isEqualTo("5 [a.com, b.com] PT2S"));
        properties("""
                open-edx-filters-config.TYPE.pipeline[0].step=STEP
                open-edx-filters-config.TYPE.pipeline[0].maxSeats=5
                open-edx-filters-config.TYPE.pipeline[0].domains=a.com,b.com
                """.replace("TYPE", ENROLLMENT).replace("STEP", SEATS))
                .run(context -> assertThat(mode(context)).isEqualTo("5 [a.com, b.com] PT1S"));
        String variable = "OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_LEARNING_COURSE_ENROLLMENT_STARTED_V1";
        FilterContexts.environment(Map.of(variable + "_PIPELINE_0_STEP", SEATS, variable + "_MAX_SEATS", "5"))
                .run(context -> assertThat(mode(context)).isEqualTo("5 [] PT1S"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    max-seats: many | 5:16 | the option "maxSeats" must be a whole number, found a text.
                    max-seats: [1] | 5:17 | the option "maxSeats" must be a whole number, found a list.
                    delay: 1s | 4:15 | the option "maxSeats" is missing.
                    {max-seats: 1, domains: {a: 1}} | 5:28 | the option "domains" must be a list, found a mapping.
                    max-seats: 0 | 4:15 | the options are refused: java.lang.IllegalArgumentException: at least one seat
                    """)
    void optionsThatDoNotFitAreRefusedWithTheirPlace(String option, String place, String message) {
        configured("""
                pipeline:
                  - step: %s
                    options: {%s}
                """.formatted(SEATS, option.replaceAll("^\\{|}$", "")))
                .run(context -> assertThat(problems(context)).singleElement().satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("step " + SEATS + ": " + message);
                    assertThat(problem.origin())
                            .startsWith("Byte array resource [application.yml] - " + place.substring(0, 2));
                }));
    }

    @Test
    void anOptionOfTheWholeEntryIsRefusedWithItsPlaceToo() {
        configured("pipeline: [a, %s]\nmax_seats: many\n".formatted(SEATS))
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::origin)
                        .isEqualTo("Byte array resource [application.yml] - 4:16"));
    }

    @Test
    void anOptionThatTheStepDoesNotHaveIsRefusedWithTheNearestName() {
        configured("""
                max-seats: 5
                color: red
                pipeline:
                  - step: %s
                    max-saets: 6
                """.formatted(SEATS))
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .hasToString("Byte array resource [application.yml] - 7:9: " + ENROLLMENT + ": step " + SEATS
                                + " has no option \"max-saets\". Did you mean \"maxSeats\"?"));
    }

    @Test
    void theOptionsOfABeanAreCheckedAndThoseOfADisabledStepAreNot() {
        configured("pipeline: [{step: seats, max-seats: x}, {step: seats, enabled: false, max-seats: y}]")
                .withBean("seats", Seats.class)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .isEqualTo("step seats: the option \"maxSeats\" must be a whole number, found a text."));
    }

    @Test
    void anOptionIsNeverShownInAMessage() {
        configured("pipeline: [{step: %s, max-seats: marked, domains: {marked: marked}}]".formatted(SEATS))
                .run(context -> assertThat(problems(context))
                        .isNotEmpty()
                        .noneMatch(problem -> problem.toString().contains("marked")));
    }

    @Test
    void lenientlyAStepWithWrongOptionsFailsAtEachRun() {
        configured("pipeline: [a, {step: %s, max-seats: x}]".formatted(SEATS))
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .run(context -> {
                    assertThat(problems(context)).hasSize(1);
                    assertThat(mode(context)).isEqualTo("a");
                });
    }

    @Test
    void aChangeWithWrongOptionsIsRefused() {
        configured("pipeline: [a]").run(context -> {
            FilterPipelines pipelines = context.getBean(FilterPipelines.class);
            List<Map<String, Object>> change = Collections.singletonList(Map.of("step", SEATS, "max-seats", "x"));
            assertThatThrownBy(() -> pipelines.override(HookType.of(ENROLLMENT), change, null))
                    .hasMessageContaining("actuator: " + ENROLLMENT + ": step " + SEATS
                            + ": the option \"maxSeats\" must be a whole number, found a text.");
            assertThat(mode(context)).isEqualTo("a");
        });
    }

    @StepOptions(Seats.Options.class)
    static class Seats implements PipelineStep<CourseEnrollmentStarted> {

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            Options options = context.options(Options.class);
            return Steps.add(filter, options.maxSeats() + " " + options.domains() + " " + options.delay());
        }

        record Options(
                int maxSeats,
                @StepOptions.Default List<String> domains,
                @StepOptions.Default("1s") Duration delay) {

            Options {
                if (maxSeats < 1) {
                    throw new IllegalArgumentException("at least one seat");
                }
            }
        }
    }
}

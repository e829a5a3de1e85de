/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.openedx.hooks.spring.filter.FilterContexts.environment;
import static org.openedx.hooks.spring.filter.FilterContexts.mode;
import static org.openedx.hooks.spring.filter.FilterContexts.options;
import static org.openedx.hooks.spring.filter.FilterContexts.problems;
import static org.openedx.hooks.spring.filter.FilterContexts.properties;
import static org.openedx.hooks.spring.filter.FilterContexts.steps;
import static org.openedx.hooks.spring.filter.FilterContexts.variables;
import static org.openedx.hooks.spring.filter.FilterContexts.with;
import static org.openedx.hooks.spring.filter.FilterContexts.yaml;
import static org.openedx.hooks.spring.filter.FilterContexts.yamlFile;
import static org.openedx.hooks.spring.filter.Steps.ENROLLMENT;

class FilterConfigTests {

    private static final String BRACKETED = "\"[" + ENROLLMENT + "]\"";

    private static final String VARIABLE = "OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_LEARNING_COURSE_ENROLLMENT_STARTED_V1";

    @ParameterizedTest // FCF-1
    @ValueSource(strings = {ENROLLMENT, "\"[" + ENROLLMENT + "]\""})
    void aMappingHasAPipelineFailSilentlyAndOptions(String key) {
        yaml("""
                open-edx-filters-config:
                  %s:
                    fail_silently: false
                    pipeline:
                      - b
                      - a
                    log_level: info
                """.formatted(key)).run(context -> {
            assertThat(mode(context)).isEqualTo("b a");
            assertThat(options(context)).containsExactly(entry("log_level", "info"));
            assertThat(steps(context))
                    .extracting(FilterPipelineDescription.Step::failSilently)
                    .containsExactly(false, false);
        });
    }

    @ParameterizedTest // FCF-1, FCF-2
    @ValueSource(strings = {"[a, b]", "\"a,b\"", "{pipeline: [a, b]}", "{pipeline: \"a, b\"}"})
    void listsAndNamesArePipelinesThatFailSilently(String shape) {
        for (String key : List.of(ENROLLMENT, BRACKETED)) {
            yaml("open-edx-filters-config:\n  %s: %s\n".formatted(key, shape)).run(context -> {
                assertThat(mode(context)).isEqualTo("a b");
                assertThat(steps(context)).allMatch(FilterPipelineDescription.Step::failSilently);
                assertThat(options(context)).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "[a]", "{pipeline: a}"})
    void aSingleStepIsAPipeline(String shape) {
        yaml("open-edx-filters-config:\n  %s: %s\n".formatted(ENROLLMENT, shape))
                .run(context -> assertThat(mode(context)).isEqualTo("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"\"", "~", "{}", "[]", "{pipeline: }", "{pipeline: []}", "{log_level: debug}"})
    void withoutStepsTheFilterIsReturnedUntouched(String shape) {
        yaml("open-edx-filters-config:\n  %s: %s\n".formatted(ENROLLMENT, shape))
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .run(context -> {
                    assertThat(FilterContexts.mode(context)).isEmpty();
                    assertThat(context.getBean(FilterPipelines.class).all()).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "open-edx-filters-config:", "open-edx-filters-config: {}"})
    void noConfigurationIsFine(String yaml) {
        yaml(yaml).run(context -> assertThat(mode(context)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail_silently", "fail-silently", "failSilently", "FAIL_SILENTLY"})
    void failSilentlyIsKnownInEverySpelling(String spelling) {
        yaml("open-edx-filters-config:\n  %s: {pipeline: [a], %s: no}\n".formatted(ENROLLMENT, spelling))
                .run(context -> {
                    assertThat(steps(context).get(0).failSilently()).isFalse();
                    assertThat(options(context)).isEmpty();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"open-edx-filters-config", "open_edx_filters_config", "OPEN_EDX_FILTERS_CONFIG"})
    void theWholeIsKnownInEverySpelling(String spelling) {
        yaml("%s:\n  %s: a\n".formatted(spelling, ENROLLMENT))
                .run(context -> assertThat(mode(context)).isEqualTo("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open-edx-filters-config.TYPE=a,b",
                "open-edx-filters-config[TYPE]=a,b",
                "open-edx-filters-config.[TYPE]=a,b",
                "open-edx-filters-config.TYPE[0]=a\nopen-edx-filters-config.TYPE[1]=b",
                "open-edx-filters-config[TYPE][1]=b\nopen-edx-filters-config[TYPE][0]=a",
                "open-edx-filters-config.TYPE.pipeline=a,b",
                "open-edx-filters-config.TYPE.pipeline[0]=a\nopen-edx-filters-config.TYPE.pipeline[1].step=b",
            })
    void propertiesFilesHaveAllShapes(String properties) {
        properties(properties.replace("TYPE", ENROLLMENT))
                .run(context -> assertThat(mode(context)).isEqualTo("a b"));
    }

    @Test
    void propertiesFilesHaveOptions() {
        properties("""
                open-edx-filters-config.TYPE.fail-silently=false
                open-edx-filters-config.TYPE.pipeline=a
                open-edx-filters-config.TYPE.log_level=debug
                open-edx-filters-config.TYPE.Nested.List[0].x_y=1
                """.replace("TYPE", ENROLLMENT)).run(context -> {
            assertThat(options(context))
                    .containsExactly(
                            entry("log_level", "debug"), entry("Nested", Map.of("List", List.of(Map.of("x_y", "1")))));
            assertThat(steps(context).get(0).failSilently()).isFalse();
        });
    }

    @ParameterizedTest
    @MethodSource
    void environmentVariablesHaveAllShapes(Map<String, Object> variables) {
        environment(variables).run(context -> assertThat(mode(context)).isEqualTo("a b"));
    }

    static Stream<Map<String, Object>> environmentVariablesHaveAllShapes() {
        return Stream.of(
                Map.of(VARIABLE, "a,b"),
                Map.of(VARIABLE.replace("OPEN_EDX_FILTERS_CONFIG", "OPENEDXFILTERSCONFIG"), "a,b"),
                Map.of(VARIABLE + "_0", "a", VARIABLE + "_1_", "b"),
                Map.of(VARIABLE + "_PIPELINE", "a,b"),
                Map.of(VARIABLE + "_PIPELINE_0", "a", VARIABLE + "_PIPELINE_1_STEP", "b"));
    }

    @Test
    void environmentVariablesHaveOptions() {
        environment(Map.of(
                        VARIABLE + "_PIPELINE", "a",
                        VARIABLE + "_FAIL_SILENTLY", "false",
                        VARIABLE + "_LOG_LEVEL", "debug"))
                .run(context -> {
                    assertThat(options(context)).containsExactly(entry("log_level", "debug"));
                    assertThat(steps(context).get(0).failSilently()).isFalse();
                    assertThat(steps(context).get(0).origin()).contains(VARIABLE + "_PIPELINE", "variables");
                });
    }

    @Test
    void environmentVariablesOverrideOptionsWhateverTheirSpelling() {
        ApplicationContextRunner runner =
                with(FilterContexts.RUNNER, variables(Map.of(VARIABLE + "_SENT_FROM", "debug")));
        with(
                        runner,
                        yamlFile(
                                "application.yml",
                                "open-edx-filters-config:\n  %s: {pipeline: a, Sent-From: here}\n"
                                        .formatted(ENROLLMENT)))
                .run(context -> assertThat(options(context)).containsExactly(entry("Sent-From", "debug")));
    }

    @Test
    void jsonAndOtherNestedMapsAreRead() {
        Map<String, Object> entry =
                Map.of("pipeline", List.of("a", Map.of("step", "b", "x", 1)), "list", List.of(1, List.of()));
        with(
                        FilterContexts.RUNNER,
                        new MapPropertySource("map", Map.of("open-edx-filters-config[" + ENROLLMENT + "]", entry)))
                .run(context -> {
                    assertThat(mode(context)).isEqualTo("a b");
                    assertThat(options(context)).containsExactly(entry("list", List.of(1, List.of())));
                });
    }

    @Test // FCF-4
    void optionsKeepTheirNamesNestingTypesAndOrder() {
        yaml("""
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1:
                    pipeline: a
                    log_level: debug
                    retry-count: 2
                    CamelCase: {under_score: 1, "[dotted.name/x]": [1, [2], {y: true}]}
                    options: {pipelines: 3}
                """)
                .run(context -> assertThat(options(context))
                        .containsExactly(
                                entry("log_level", "debug"),
                                entry("retry-count", 2),
                                entry(
                                        "CamelCase",
                                        Map.of(
                                                "under_score",
                                                1,
                                                "dotted.name/x",
                                                List.of(1, List.of(2), Map.of("y", true)))),
                                entry("pipelines", 3)));
    }

    @Property(tries = 50)
    void optionsComeBackAsTheyWereWritten(@ForAll("anyOptions") Map<String, Object> options) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "map", Map.of("open-edx-filters-config[" + ENROLLMENT + "].options", options)));
        ConfigurationProblems problems = new ConfigurationProblems();

        Map<String, ConfigNode> entries = FilterNames.in(Set.of(ENROLLMENT)).read(environment, problems);

        Map<String, Object> read = new LinkedHashMap<>();
        PipelineEntry.read(ENROLLMENT, Objects.requireNonNull(entries.get(ENROLLMENT)), problems)
                .options()
                .forEach((name, node) -> read.put(name, node.plain()));
        assertThat(read).isEqualTo(options);
        assertThat(problems.found()).isEmpty();
    }

    @Provide
    Arbitrary<Map<String, Object>> anyOptions() {
        Arbitrary<String> names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('A', 'Z')
                .withChars('_', '-', '.', '/')
                .ofMinLength(1)
                .ofMaxLength(8);
        Arbitrary<Object> values = Arbitraries.lazyOf(
                () -> Arbitraries.integers().map(value -> value),
                () -> Arbitraries.strings().alpha().map(value -> value),
                () -> anyOptions().map(value -> value),
                () -> Arbitraries.integers().list().ofMinSize(1).ofMaxSize(12).map(value -> value));
        return Arbitraries.maps(names, values).ofMinSize(1).ofMaxSize(3);
    }

    @Test // FCF-5
    void optionsCannotPretendToBeAnotherFilter() {
        yaml("open-edx-filters-config:\n  %s: {pipeline: a, filter_type: x, running_pipeline: [x]}\n"
                        .formatted(ENROLLMENT))
                .run(context -> {
                    mode(context);
                    FilterContext seen =
                            context.getBean(Steps.Seen.class).contexts.get(0);
                    assertThat(seen.filterType().value()).isEqualTo(ENROLLMENT);
                    assertThat(seen.pipeline()).containsExactly("a");
                    assertThat(seen.options()).containsKeys("filter_type", "running_pipeline");
                });
    }

    @Test
    void aStepMayHaveSettingsAndOptionsOfItsOwn() {
        yaml("""
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1:
                    fail-silently: false
                    level: filter
                    color: red
                    pipeline:
                      - b
                      - step: c
                        enabled: off
                      - {step: a, failSilently: true, level: step}
                """).run(context -> {
            assertThat(mode(context)).isEqualTo("b a");
            assertThat(options(context)).containsOnly(entry("level", "step"), entry("color", "red"));
            assertThat(steps(context))
                    .extracting(
                            FilterPipelineDescription.Step::name,
                            FilterPipelineDescription.Step::enabled,
                            FilterPipelineDescription.Step::failSilently)
                    .containsExactly(tuple("b", true, false), tuple("c", false, false), tuple("a", true, true));
        });
    }

    @Test
    void aStepThatIsNamedTwiceRunsTwice() {
        yaml("open-edx-filters-config:\n  %s: [a, b, a]\n".formatted(ENROLLMENT))
                .run(context -> assertThat(mode(context)).isEqualTo("a b a"));
    }

    @Test
    void everyStepKnowsItsFileAndLine() {
        yaml("""
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1:
                    pipeline:
                      - a
                      - step: b
                """)
                .run(context -> assertThat(steps(context))
                        .extracting(FilterPipelineDescription.Step::origin)
                        .containsExactly(
                                "Byte array resource [application.yml] - 4:9",
                                "Byte array resource [application.yml] - 5:15"));
    }

    @Test
    void aListInAHigherSourceReplacesALowerOnesWhileOtherPiecesStay() {
        ApplicationContextRunner runner = with(
                FilterContexts.RUNNER,
                yamlFile("high.yml", "open-edx-filters-config:\n  %s: [c]\n".formatted(BRACKETED)));
        with(
                        runner,
                        yamlFile(
                                "low.yml",
                                "open-edx-filters-config:\n  %s: {fail-silently: false, pipeline: [a, b]}\n"
                                        .formatted(ENROLLMENT)))
                .run(context -> {
                    assertThat(mode(context)).isEqualTo("c");
                    assertThat(steps(context).get(0).failSilently()).isFalse();
                });
    }

    @Test
    void placeholdersAreResolved() {
        yaml("""
                my.step: b
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1: {pipeline: ["${my.step}", a], x: "${my.step}"}
                """).run(context -> {
            assertThat(mode(context)).isEqualTo("b a");
            assertThat(options(context)).containsExactly(entry("x", "b"));
        });
    }

    @Test
    void theSameEntryInBothSpellingsIsAmbiguous() {
        yaml("open-edx-filters-config:\n  %s: a\n  %s: {fail-silently: false}\n".formatted(ENROLLMENT, BRACKETED))
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .hasToString("Byte array resource [application.yml] - 3:74: " + ENROLLMENT
                                + ": the entry is ambiguous: this source has it with and without brackets."
                                + " Write it in one way."));
    }

    @Test
    void theSameSettingInTwoSpellingsIsAmbiguous() {
        yaml("open-edx-filters-config:\n  %s: {pipeline: a, fail_silently: false, fail-silently: true}\n"
                        .formatted(ENROLLMENT))
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .isEqualTo("\"fail-silently\" is given twice, in two spellings."));
    }
}

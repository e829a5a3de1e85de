/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.InstructorDashboardTabsRequested;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.openedx.hooks.spring.config.FilterValidation;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.spring.filter.ReferenceRecords.ThingRequested;
import org.openedx.hooks.spring.filter.ReferenceScenario.Outcome;
import org.openedx.hooks.spring.filter.ReferenceScenario.Run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What {@code openedx_filters} was seen to do with a configuration and a call, and what the starter does with the same:
 * as in Python, or otherwise on purpose. The differences are also told in {@code docs/decisions}.
 */
@DisplayName("Filters as in Python (FLT-1 to FLT-16, FCF-1 to FCF-6)")
class ReferenceFiltersTests {

    private static final Path DECISION = Path.of("..", "docs", "decisions", "0008-differences-from-python-filters.md");

    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\|.*\\|.*\\| (.+) \\|");

    private static final String NO_DATA_OF_THE_FILTER =
            "only `null` stops; what is no data of the filter is a failure of the step (FLT-7, FLT-9)";

    private static final String WRONG_SHAPE = "a shape that is none of the three is refused (FCF-1, FCF-3)";

    private static final String WITHOUT_STEPS = "an entry that does nothing says so, with an empty list (FCF-1, FCF-3)";

    private static final String MISSING_STEP =
            "a step that is not there is found at startup, not at each run; leniently as in Python (FCF-6)";

    private static final String MISSING_STEP_FAILS =
            "a step that is not there is found at startup, not at each run; leniently each run fails (FCF-6)";

    private static final String NO_STEP = "what is no step is found at startup, not at each run (FCF-6, DIV-15)";

    private static final String MADE_BY_SPRING =
            "who makes a step is Spring: once, when the application starts, unless its bean is a prototype (FLT-14)";

    private static final String FORM = "secrets are put back into a copy, as they were (FLT-16)";

    private static final Expected AS_IN_PYTHON = new Expected(ReferenceScenario::inPython);

    /** What the starter does instead, and why; strictly it refuses to start where the configuration is at fault. */
    private static final Map<String, Difference> DIFFERENCES = Stream.of(
                    // The shape of an entry.
                    refused("config_none", WITHOUT_STEPS, "", "the entry has no steps", returns("x", 1, "ERROR")),
                    refused("config_empty_dict", WITHOUT_STEPS, "", "the entry has no steps", returns("x", 1, "ERROR")),
                    refused(
                            "config_empty_string",
                            WITHOUT_STEPS,
                            "",
                            "the entry has no steps",
                            returns("x", 1, "ERROR")),
                    refused(
                            "config_dict_without_pipeline_key",
                            WITHOUT_STEPS,
                            ".fail_silently",
                            "the entry has no steps",
                            returns("x", 1, "ERROR")),
                    refused(
                            "pipeline_is_none",
                            WITHOUT_STEPS,
                            ".pipeline",
                            "the entry has no steps",
                            returns("x", 1, "ERROR")),
                    refused("config_tuple", WRONG_SHAPE, "", "found an array", returns("x", 1, "ERROR")),
                    refused("config_int", WRONG_SHAPE, "", "found \"5\"", returns("x", 1, "ERROR")),
                    refused("pipeline_is_tuple", WRONG_SHAPE, ".pipeline", "found an array", returns("x", 1, "ERROR")),
                    differs(
                            "pipeline_is_string_inside_dict",
                            "a single name is a pipeline here too, not a list of characters (FCF-1)",
                            returns("x", 2).after("A")),
                    differs(
                            "pipeline_is_string_inside_dict_not_silent",
                            "a single name is a pipeline here too, not a list of characters (FCF-1)",
                            returns("x", 2).after("A")),
                    differs(
                            "fail_silently_is_string_false",
                            "text is all that many sources have, so the word counts and not that there is one (FCF-1)",
                            raises("IllegalArgumentException: boom", "ERROR").after("Boom")),
                    refused(
                            "fail_silently_none",
                            "what is neither true nor false is refused; leniently nothing is false (FCF-1)",
                            ".fail_silently",
                            "fail-silently must be true or false, found nothing.",
                            raises("IllegalArgumentException: boom", "ERROR", "ERROR")
                                    .after("Boom")),
                    differs(
                            "extra_config_overrides_filter_type",
                            "options never overwrite the filter's type and pipeline (FCF-5)",
                            returns("x", 2).after("A")),
                    differs(
                            "extra_config_clashes_with_python_keyword_self",
                            "options are a map, so no name clashes with anything (FCF-4)",
                            returns("x", 2).after("A")),
                    // Steps that are not there.
                    refused(
                            "unimportable_module_silent",
                            MISSING_STEP,
                            ".pipeline[0]",
                            "no bean or class is named \"no.such.module.Step\".",
                            AS_IN_PYTHON),
                    refused(
                            "unimportable_module_not_silent",
                            MISSING_STEP_FAILS,
                            ".pipeline[1]",
                            "no bean or class is named \"no.such.module.Step\".",
                            raises("IllegalStateException: no bean or class is named", "ERROR", "ERROR")),
                    refused(
                            "unimportable_attribute_silent",
                            MISSING_STEP,
                            ".pipeline[0]",
                            "no bean or class is named \"trace_steps.Missing\".",
                            AS_IN_PYTHON),
                    refused(
                            "unimportable_attribute_not_silent",
                            MISSING_STEP_FAILS,
                            ".pipeline[0]",
                            "no bean or class is named \"trace_steps.Missing\".",
                            raises("IllegalStateException: no bean or class is named", "ERROR", "ERROR")),
                    refused(
                            "path_without_a_dot_silent",
                            MISSING_STEP,
                            ".pipeline[0]",
                            "no bean or class is named \"nodots\".",
                            AS_IN_PYTHON),
                    refused(
                            "path_without_a_dot_not_silent",
                            MISSING_STEP_FAILS,
                            ".pipeline[0]",
                            "no bean or class is named \"nodots\".",
                            raises("IllegalStateException: no bean or class is named", "ERROR", "ERROR")),
                    refused(
                            "all_unimportable_silent",
                            MISSING_STEP,
                            ".pipeline[1]",
                            "no bean or class is named \"no.such.B\".",
                            AS_IN_PYTHON),
                    refused(
                            "path_is_empty_string_silent",
                            MISSING_STEP,
                            ".pipeline[0]",
                            "a step is a name, or a mapping with the name under \"step\"; found nothing.",
                            AS_IN_PYTHON),
                    refused(
                            "path_is_class_object_silent",
                            NO_STEP,
                            ".pipeline[0]",
                            "a step is a name, or a mapping with the name under \"step\"; found \"class ",
                            returns("x", 1, "ERROR")),
                    refused(
                            "module_raises_on_import_silent",
                            "a class that cannot be loaded is found at startup; leniently it is a step that fails (FLT-9)",
                            ".pipeline[0]",
                            "ClassThatCannotBeLoaded cannot be made: ",
                            returns("x", 2, "ERROR", "ERROR").after("A")),
                    refused(
                            "step_is_not_a_class_silent",
                            NO_STEP,
                            ".pipeline[0]",
                            "the bean \"trace_steps.F\" is no step: ",
                            returns("x", 2, "ERROR").after("A")),
                    refused(
                            "step_without_base_class",
                            NO_STEP,
                            ".pipeline[0]",
                            "the bean \"trace_steps.N\" is no step: ",
                            raises("IllegalStateException: the bean \"trace_steps.N\" is no step", "ERROR", "ERROR")),
                    refused(
                            "run_filter_not_overridden",
                            NO_STEP,
                            "[0]",
                            "StepWithoutRunFilter is abstract and has no bean.",
                            returns("x", 2, "ERROR").after("B")),
                    differs(
                            "constructor_raises_not_silent",
                            MADE_BY_SPRING,
                            raises("BeanCreationException: cannot construct", "ERROR")),
                    // What steps are given.
                    differs(
                            "unknown_key_breaks_strict_step_silently",
                            "every step gets the record, and the record is the signature (FLT-5)",
                            returns(Map.of("x", 9, "new", "v")).after("A", "B")),
                    refused(
                            "strict_step_missing_argument",
                            "a step for other data is found at startup, not at each run (FLT-5)",
                            ".pipeline[0]",
                            "\"trace_steps.B\" is a step for OtherRequested, not for ThingRequested.",
                            raises("IllegalStateException: \"trace_steps.B\" is a step for", "ERROR", "ERROR")),
                    differs(
                            "deleting_from_kwargs_has_no_effect",
                            "a record cannot be changed, so the step that tries fails (FLT-9, FLT-12)",
                            returns(Map.of("x", 1, "y", 2), "ERROR").after("A", "B")),
                    differs(
                            "running_pipeline_shared_list_can_be_mutated",
                            "the pipeline that a step sees cannot be changed, so the step that tries fails (FLT-13)",
                            returns("x", 1, "ERROR").after("A", "B")),
                    // What steps return and throw.
                    differs(
                            "non_string_keys_in_returned_dict",
                            "data is no list of named arguments, so a key may be anything (FLT-12)",
                            returns(Map.of("x", 1, "5", "v")).after("A", "B")),
                    differs(
                            "dict_subclass_is_a_dict",
                            NO_DATA_OF_THE_FILTER,
                            returns("x", 1, "ERROR").after("A")),
                    differs(
                            "string_stops",
                            NO_DATA_OF_THE_FILTER,
                            returns("x", 2, "ERROR").after("A", "B")),
                    differs(
                            "int_zero_stops",
                            NO_DATA_OF_THE_FILTER,
                            returns("x", 2, "ERROR").after("A", "B")),
                    differs(
                            "list_stops",
                            NO_DATA_OF_THE_FILTER,
                            returns("x", 2, "ERROR").after("A", "B")),
                    differs(
                            "false_stops",
                            NO_DATA_OF_THE_FILTER,
                            returns("x", 2, "ERROR").after("A", "B")),
                    differs(
                            "exception_object_returned_not_raised",
                            NO_DATA_OF_THE_FILTER,
                            returns("x", 2, "ERROR").after("A", "B")),
                    differs(
                            "memory_error_silent",
                            "a `VirtualMachineError` always reaches the caller (FLT-9)",
                            raises("OutOfMemoryError: ", "ERROR").after("B")),
                    differs(
                            "keyboard_interrupt_silent",
                            "what no step may swallow is logged too, so that operators learn of it (PUR-5)",
                            raises("InternalError: ", "ERROR").after("B")),
                    // Shipped filters.
                    differs("registration_no_pipeline", FORM, returnsTheInput()),
                    differs(
                            "registration_step_does_not_see_the_password",
                            FORM,
                            returnsTheInput().after("A")),
                    differs("registration_immutable_querydict", FORM, returnsTheInput()),
                    differs(
                            "registration_step_replaces_form",
                            FORM,
                            returns(input -> new StudentRegistrationRequested(Map.of(
                                            "username", List.of("other"),
                                            "password", List.of("p1", "p2"),
                                            "new_password", List.of("n"))))
                                    .after("A")),
                    differs(
                            "registration_step_sets_form_to_none",
                            "the record refuses what is missing, in the step, so it is the step that fails (FLT-9)",
                            returnsTheInput("ERROR").after("A")),
                    differs(
                            "registration_prevented",
                            "the caller's own form never loses its secrets (FLT-16)",
                            AS_IN_PYTHON),
                    differs(
                            "enrollment_mode_none",
                            "the record refuses what is missing, in the step, so it is the step that fails (FLT-9)",
                            returnsTheInput("ERROR").after("A")),
                    differs(
                            "tabs_returns_only_tabs",
                            "a filter returns all of its data (FLT-1)",
                            returns(ReferenceFiltersTests::otherTabsAndUser).after("A")),
                    differs(
                            "missing_argument",
                            "without a builder it does not compile; with one, the record names what is missing (FLT-12)",
                            raises("NullPointerException: courseKey")))
            .collect(Collectors.toMap(Difference::scenario, difference -> difference));

    /** How beans are made unless they say otherwise, and as Python makes its steps (FLT-14). */
    private static final List<String> SCOPES = List.of("singleton", "prototype");

    /** Where it matters how a step is made. */
    private static final Map<String, String> MADE_ONCE = Map.of(
            "constructor_raises_silent", MADE_BY_SPRING,
            "constructor_raises_not_silent", MADE_BY_SPRING);

    /** What no Java program can say. */
    private static final Map<String, String> NOT_EXPRESSIBLE =
            Map.of("extra_argument", "a record has no place for an argument that it does not know (FLT-12)");

    static List<ReferenceScenario> asInPython() {
        return ReferenceScenario.all().stream()
                .filter(scenario -> !DIFFERENCES.containsKey(scenario.name()))
                .filter(scenario -> !NOT_EXPRESSIBLE.containsKey(scenario.name()))
                .toList();
    }

    static List<ReferenceScenario> otherwise() {
        return ReferenceScenario.all().stream()
                .filter(scenario -> DIFFERENCES.containsKey(scenario.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource
    void asInPython(ReferenceScenario scenario) {
        for (String scope : scopes(scenario)) {
            Run run = scenario.run(FilterValidation.STRICT, scope);

            assertThat(run.refusal()).isNull();
            assertThat(run.outcome()).isEqualTo(scenario.inPython());
            assertThat(run.seen()).isEqualTo(scenario.seenInPython());
            scenario.inputIsAsInPythonAfter(Objects.requireNonNull(run.input()));
        }
    }

    @ParameterizedTest
    @MethodSource
    void aStepThatCannotBeMadeOnceKeepsTheApplicationFromStarting(ReferenceScenario scenario) {
        for (FilterValidation validation : FilterValidation.values()) {
            Run run = scenario.run(validation, "singleton");

            assertThat(run.refusal()).rootCause().hasMessage("cannot construct");
            assertThat(run.seen()).isEmpty();
        }
    }

    static List<ReferenceScenario> aStepThatCannotBeMadeOnceKeepsTheApplicationFromStarting() {
        return ReferenceScenario.all().stream()
                .filter(ReferenceScenario::hasStepThatCannotBeMade)
                .toList();
    }

    private static List<String> scopes(ReferenceScenario scenario) {
        return scenario.hasStepThatCannotBeMade() ? List.of("prototype") : SCOPES;
    }

    @ParameterizedTest
    @MethodSource
    void otherwise(ReferenceScenario scenario) {
        Difference difference = Objects.requireNonNull(DIFFERENCES.get(scenario.name()));

        Refusal refusal = difference.refusal();
        for (String scope : scopes(scenario)) {
            Run strict = scenario.run(FilterValidation.STRICT, scope);

            if (refusal == null) {
                difference.check(scenario, strict);
            } else {
                assertThat(invalidConfiguration(Objects.requireNonNull(strict.refusal())))
                        .contains("\"%s%s\" from property source \"reference\": %s: "
                                .formatted(scenario.key(), refusal.place(), scenario.type()))
                        .contains(refusal.text());
            }
            difference.check(scenario, scenario.run(FilterValidation.LENIENT, scope));
        }
    }

    @Test
    void everyScenarioIsInOneGroup() {
        List<String> names =
                ReferenceScenario.all().stream().map(ReferenceScenario::name).toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .containsAll(DIFFERENCES.keySet())
                .containsAll(NOT_EXPRESSIBLE.keySet());
        assertThat(DIFFERENCES).doesNotContainKeys(NOT_EXPRESSIBLE.keySet().toArray(String[]::new));
        assertThat(aStepThatCannotBeMadeOnceKeepsTheApplicationFromStarting())
                .extracting(ReferenceScenario::name)
                .containsExactlyInAnyOrderElementsOf(MADE_ONCE.keySet());
        assertThat(names).hasSize(79);
        assertThat(asInPython()).hasSize(28);
        assertThat(otherwise()).hasSize(50);
        System.out.printf(
                "filter traces through the starter: %d as in Python, %d otherwise on purpose, %d not expressible%n",
                asInPython().size(), otherwise().size(), NOT_EXPRESSIBLE.size());
    }

    @ParameterizedTest
    @MethodSource("otherwise")
    void whatIsOtherwiseIsNotAsInPython(ReferenceScenario scenario) {
        assertThat(catchThrowable(() -> asInPython(scenario))).isNotNull();
    }

    @Test
    void theDecisionTellsEachDifference() throws IOException {
        Map<String, String> told = new TreeMap<>();
        ROW.matcher(Files.readString(DECISION))
                .results()
                .forEach(row -> assertThat(told.put(row.group(1), row.group(2))).isNull());
        Map<String, String> reasons = new TreeMap<>(NOT_EXPRESSIBLE);
        reasons.putAll(MADE_ONCE);
        DIFFERENCES.values().forEach(difference -> reasons.put(difference.scenario(), difference.reason()));
        assertThat(told).isEqualTo(reasons);
    }

    private static String invalidConfiguration(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof InvalidHookConfigurationException)) {
            cause = Objects.requireNonNull(cause.getCause());
        }
        return String.valueOf(cause.getMessage());
    }

    private static OpenEdxFilter otherTabsAndUser(OpenEdxFilter input) {
        return ((InstructorDashboardTabsRequested) input)
                .withTabs(List.of(Map.of("title", "t2")))
                .withUser(new UserData(1, true, new UserPersonalData("ignored", "ignored@example.com", "ignored")));
    }

    private static Difference differs(String scenario, String reason, Expected outcome) {
        return new Difference(scenario, reason, null, outcome);
    }

    private static Difference refused(String scenario, String reason, String place, String text, Expected lenient) {
        return new Difference(scenario, reason, new Refusal(place, text), lenient);
    }

    private static Expected returns(String key, int value, String... logs) {
        return returns(Map.of(key, value), logs);
    }

    private static Expected returns(Map<String, @Nullable Object> data, String... logs) {
        return returns(input -> new ThingRequested(data), logs);
    }

    private static Expected returnsTheInput(String... logs) {
        return returns(input -> input, logs);
    }

    private static Expected returns(Function<OpenEdxFilter, OpenEdxFilter> output, String... logs) {
        return new Expected(scenario -> new Outcome(output.apply(scenario.input()), "", List.of(), List.of(logs)));
    }

    private static Expected raises(String start, String... logs) {
        return new Expected(scenario -> new Outcome(null, start, List.of(), List.of(logs)));
    }

    /** How a scenario ends here. */
    private record Expected(Function<ReferenceScenario, Outcome> outcome) {

        Expected after(String... steps) {
            return new Expected(scenario -> {
                Outcome without = outcome.apply(scenario);
                return new Outcome(without.output(), without.raised(), List.of(steps), without.logs());
            });
        }

        Outcome in(ReferenceScenario scenario) {
            return outcome.apply(scenario);
        }
    }

    /** Where and how the application refuses to start. */
    private record Refusal(String place, String text) {}

    /**
     * What happens here instead of what happens in Python.
     *
     * @param refusal {@literal null} if the configuration is fine
     * @param outcome with lenient validation, or with any if the configuration is fine
     */
    private record Difference(
            String scenario, String reason, @Nullable Refusal refusal, Expected outcome) {

        void check(ReferenceScenario in, Run run) {
            assertThat(run.refusal()).isNull();
            Outcome actual = Objects.requireNonNull(run.outcome());
            Outcome expected = outcome.in(in);
            assertThat(actual.output()).isEqualTo(expected.output());
            assertThat(actual.raised()).startsWith(expected.raised());
            assertThat(actual.raised().isEmpty()).isEqualTo(expected.raised().isEmpty());
            assertThat(actual.stepsRun()).isEqualTo(expected.stepsRun());
            assertThat(actual.logs()).isEqualTo(expected.logs());
            assertThat(run.seen()).allSatisfy(seen -> {
                assertThat(seen.filterType()).isEqualTo(in.type());
                assertThat(seen.pipeline()).isEqualTo(in.pipeline());
                assertThat(seen.options()).isEqualTo(in.options());
            });
            if (run.input() != null) {
                assertThat(run.input()).isEqualTo(in.input());
            }
        }
    }
}

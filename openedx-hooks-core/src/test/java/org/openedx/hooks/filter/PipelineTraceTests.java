/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.openedx.hooks.filter.ThingRequested.PreventThing;
import org.openedx.hooks.reference.Reference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Runs the pipelines that the Python library was seen to run. What this engine does otherwise stands here by name, with
 * the reason.
 */
@NullUnmarked
@DisplayName("Pipelines as in Python (FLT-2 to FLT-9)")
class PipelineTraceTests {

    /** What the configuration decides, before there is a pipeline; it is tested where the configuration is read. */
    private static final Set<String> CONFIGURATION = Set.of(
            "setting_missing",
            "filter_type_absent_from_setting",
            "config_empty_dict",
            "config_none",
            "config_empty_string",
            "config_dict_without_pipeline_key",
            "config_tuple",
            "config_int",
            "pipeline_is_string_inside_dict",
            "pipeline_is_string_inside_dict_not_silent",
            "pipeline_is_none",
            "pipeline_is_tuple",
            "fail_silently_is_string_false",
            "fail_silently_none",
            "unimportable_module_silent",
            "unimportable_module_not_silent",
            "unimportable_attribute_silent",
            "unimportable_attribute_not_silent",
            "path_without_a_dot_silent",
            "path_without_a_dot_not_silent",
            "path_is_empty_string_silent",
            "path_is_class_object_silent",
            "module_raises_on_import_silent",
            "all_unimportable_silent",
            "constructor_raises_silent",
            "constructor_raises_not_silent",
            "step_is_not_a_class_silent",
            "step_without_base_class");

    /** What this engine does instead, and why. */
    private static final Map<String, Difference> DIFFERENCES = Stream.of(
                    new Difference(
                            "extra_config_overrides_filter_type",
                            "options never overwrite the filter's type and pipeline (FCF-5)",
                            Map.of("x", 2),
                            "A"),
                    new Difference(
                            "extra_config_clashes_with_python_keyword_self",
                            "options are a map, so no name clashes with anything",
                            Map.of("x", 2),
                            "A"),
                    new Difference(
                            "unknown_key_breaks_strict_step_silently",
                            "each step gets the record, and the record is the signature (FLT-5)",
                            Map.of("x", 9, "new", "v"),
                            "A",
                            "B"),
                    new Difference(
                            "running_pipeline_shared_list_can_be_mutated",
                            "the pipeline that a step sees is immutable; the one that tries fails",
                            Map.of("x", 1),
                            "A",
                            "B"),
                    new Difference(
                            "dict_subclass_is_a_dict",
                            "only null stops; what is no data of the filter is a failure of the step (FLT-7, FLT-9)",
                            Map.of("x", 1),
                            "A"),
                    new Difference("string_stops", "as above", Map.of("x", 2), "A", "B"),
                    new Difference("int_zero_stops", "as above", Map.of("x", 2), "A", "B"),
                    new Difference("list_stops", "as above", Map.of("x", 2), "A", "B"),
                    new Difference("false_stops", "as above", Map.of("x", 2), "A", "B"),
                    new Difference("exception_object_returned_not_raised", "as above", Map.of("x", 2), "A", "B"),
                    new Difference("memory_error_silent", "a VirtualMachineError always reaches the caller", null, "B"),
                    new Difference(
                            "non_string_keys_in_returned_dict",
                            "data is no list of named arguments, so a key may be any text",
                            Map.of("x", 1, "5", "v"),
                            "A",
                            "B"))
            .collect(Collectors.toMap(Difference::scenario, difference -> difference));

    /** What does not compile, so that there is nothing to run. */
    private static final Set<String> REFUSED_BY_THE_COMPILER =
            Set.of("strict_step_missing_argument", "run_filter_not_overridden");

    @TestFactory
    Stream<DynamicTest> thePipelineDoesAsInPython() {
        return scenarios()
                .filter(scenario -> !differs(scenario))
                .map(scenario -> DynamicTest.dynamicTest(name(scenario), () -> asInPython(scenario)));
    }

    @TestFactory
    Stream<DynamicTest> thePipelineDiffersOnPurpose() {
        return scenarios()
                .filter(scenario -> DIFFERENCES.containsKey(name(scenario)))
                .map(scenario -> DynamicTest.dynamicTest(
                        name(scenario) + ": " + DIFFERENCES.get(name(scenario)).reason(),
                        () -> otherwise(scenario, DIFFERENCES.get(name(scenario)))));
    }

    @Test
    void everyScenarioIsAccountedFor() {
        List<String> names = Reference.pipelineScenarios().stream()
                .map(PipelineTraceTests::name)
                .toList();
        assertThat(names)
                .doesNotHaveDuplicates()
                .containsAll(CONFIGURATION)
                .containsAll(DIFFERENCES.keySet())
                .containsAll(REFUSED_BY_THE_COMPILER);
        int different = DIFFERENCES.size() + REFUSED_BY_THE_COMPILER.size();
        System.out.printf(
                "filter traces: %d as in Python, %d differ on purpose, %d configuration only%n",
                names.size() - different - CONFIGURATION.size(), different, CONFIGURATION.size());
    }

    private static Stream<JsonNode> scenarios() {
        return Reference.pipelineScenarios().stream().filter(scenario -> !CONFIGURATION.contains(name(scenario)));
    }

    private static boolean differs(JsonNode scenario) {
        return DIFFERENCES.containsKey(name(scenario)) || REFUSED_BY_THE_COMPILER.contains(name(scenario));
    }

    private static void asInPython(JsonNode scenario) {
        Run run = Run.of(scenario);
        if (scenario.get("outcome").asString().equals("returned")) {
            assertThat(run.thrown).isNull();
            assertThat(run.output).isEqualTo(value(scenario.get("output")));
        } else if (scenario.get("is_filter_exception").asBoolean()) {
            assertThat(run.thrown).isInstanceOfSatisfying(PreventThing.class, halt -> {
                assertThat(attributes(halt)).isEqualTo(value(scenario.get("attributes")));
                assertThat(halt.filterType()).isEqualTo(ThingRequested.FILTER.type());
                assertThat(halt.step()).isEqualTo("trace_steps." + last(run.stepsRun));
            });
        } else {
            assertThat(run.thrown)
                    .isExactlyInstanceOf(javaClass(scenario.get("exception").asString()))
                    .hasMessage(scenario.get("message").asString());
        }
        assertThat(run.stepsRun).isEqualTo(value(scenario.get("steps_run")));
        assertThat(run.trace).isEqualTo(value(scenario.get("trace")));
        assertThat(run.inputAfter).isEqualTo(value(scenario.get("input_after")));
    }

    private static void otherwise(JsonNode scenario, Difference difference) {
        Run run = Run.of(scenario);
        assertThat(run.stepsRun).isEqualTo(difference.stepsRun());
        if (difference.output() == null) {
            assertThat(run.thrown).isInstanceOf(VirtualMachineError.class);
        } else {
            assertThat(run.thrown).isNull();
            assertThat(run.output).isEqualTo(difference.output());
        }
        assertThat(run.trace)
                .extracting(step -> step.get("filter_type"))
                .containsOnly("org.openedx.trace.thing.requested.v1");
        assertThat(run.trace)
                .extracting(step -> step.get("running_pipeline"))
                .containsOnly(pipeline(scenario.get("config")).toList());
    }

    /** The attributes of the exception in Python, where an absent redirection is an empty text. */
    private static Map<String, Object> attributes(OpenEdxFilterException halt) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("message", halt.getMessage());
        attributes.put("redirect_to", halt.redirectTo() == null ? "" : halt.redirectTo());
        attributes.put("status_code", halt.statusCode());
        attributes.putAll(halt.extras());
        return attributes;
    }

    /**
     * The exceptions that the scenarios raise; the one that no Python code catches is the one that no step swallows.
     */
    private static Class<? extends Throwable> javaClass(String exception) {
        return switch (exception) {
            case "ValueError" -> IllegalArgumentException.class;
            case "KeyError", "ImportError" -> IllegalStateException.class;
            case "AssertionError" -> AssertionError.class;
            case "MemoryError" -> OutOfMemoryError.class;
            case "KeyboardInterrupt" -> InternalError.class;
            default -> throw new IllegalArgumentException(exception);
        };
    }

    private static String name(JsonNode scenario) {
        return scenario.get("name").asString();
    }

    private static Object value(JsonNode node) {
        return JsonMapper.shared().convertValue(node, Object.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(JsonNode node) {
        return JsonMapper.shared().convertValue(node, Map.class);
    }

    private static Stream<String> pipeline(JsonNode config) {
        JsonNode paths = config.isArray() ? config : config.get("pipeline");
        return paths.values().stream().map(JsonNode::asString);
    }

    private static <T> T last(List<T> list) {
        return list.get(list.size() - 1);
    }

    private record Difference(String scenario, String reason, Map<String, Object> output, List<String> stepsRun) {

        Difference(String scenario, String reason, Map<String, Object> output, String... stepsRun) {
            this(scenario, reason, output, List.of(stepsRun));
        }
    }

    /** Not what the steps are for. */
    @FilterHook(type = "org.openedx.trace.other.requested.v1")
    record OtherRequested() implements OpenEdxFilter {}

    /** One run of a scenario. */
    private static final class Run {

        private final List<String> stepsRun = new ArrayList<>();

        private final List<Map<String, Object>> trace = new ArrayList<>();

        private final Map<String, JsonNode> programs;

        private Map<String, Object> output;

        private Map<String, Object> inputAfter;

        private Throwable thrown;

        private Run(JsonNode scenario) {
            this.programs = StreamSupport.stream(scenario.get("steps").spliterator(), false)
                    .collect(Collectors.toMap(step -> step.get("name").asString(), step -> step.get("does")));
        }

        static Run of(JsonNode scenario) {
            Run run = new Run(scenario);
            JsonNode config = scenario.get("config");
            Map<String, Object> options = config.isObject() ? map(config) : new LinkedHashMap<>();
            options.remove("pipeline");
            boolean failSilently = Boolean.TRUE.equals(options.getOrDefault("fail_silently", true));
            options.remove("fail_silently");
            Pipeline<ThingRequested> pipeline = Pipeline.of(
                    ThingRequested.FILTER,
                    pipeline(config)
                            .map(path -> new Pipeline.Step<ThingRequested>(path, run.step(path), failSilently, options))
                            .toList());
            ThingRequested input = new ThingRequested(map(scenario.get("input")));
            run.thrown = catchThrowable(() -> run.output = pipeline.run(input).data());
            run.inputAfter = input.data();
            return run;
        }

        private PipelineStep<OpenEdxFilter> step(String path) {
            String step = path.substring(path.lastIndexOf('.') + 1);
            return (filter, context) -> {
                ThingRequested thing = (ThingRequested) filter;
                stepsRun.add(step);
                trace.add(Map.of(
                        "step", step,
                        "received", thing.data(),
                        "filter_type", context.filterType().value(),
                        "running_pipeline", context.pipeline(),
                        "extra_config", context.options()));
                return perform(step, programs.get(step), thing, context);
            };
        }

        private OpenEdxFilter perform(String step, JsonNode program, ThingRequested thing, FilterContext context) {
            JsonNode argument = program.path(1);
            switch (program.get(0).asString()) {
                case "return" -> {
                    if (argument.isNull()) {
                        return null;
                    }
                    return argument.isObject() && !argument.has("$repr")
                            ? thing.with(map(argument))
                            : new OtherRequested();
                }
                case "return_filter_exception" -> {
                    return new OtherRequested();
                }
                case "echo" -> {
                    return thing;
                }
                case "increment" -> {
                    String key = argument.asString();
                    return thing.with(key, (int) thing.data().get(key) + 1);
                }
                case "append" -> {
                    List<Object> list = new ArrayList<>((List<?>) thing.data().get(argument.asString()));
                    list.add(step);
                    return thing.with(argument.asString(), list);
                }
                case "strict" -> {
                    return thing.with(map(program.get(2)));
                }
                case "delete_from_kwargs" -> {
                    thing.data().remove(argument.asString());
                    return thing;
                }
                case "mutate_running_pipeline" -> {
                    context.pipeline().add("added");
                    return thing;
                }
                case "raise" ->
                    throw failure(argument.asString(), program.path(2).asString(""));
                case "raise_filter" -> throw halt(map(argument));
                default -> throw new IllegalArgumentException(program.toString());
            }
        }

        private static RuntimeException failure(String exception, String message) {
            if (exception.equals("AssertionError")) {
                throw new AssertionError(message);
            }
            return Sneaky.raise(newInstance(javaClass(exception), message));
        }

        private static <T> T newInstance(Class<T> type, String message) {
            try {
                return type.getConstructor(String.class).newInstance(message);
            } catch (ReflectiveOperationException ex) {
                throw new IllegalArgumentException(ex);
            }
        }

        private static PreventThing halt(Map<String, Object> arguments) {
            Map<String, Object> extras = new LinkedHashMap<>(arguments);
            extras.keySet().removeAll(Set.of("message", "redirect_to", "status_code"));
            return new PreventThing(
                    (String) arguments.get("message"),
                    (String) arguments.get("redirect_to"),
                    (Integer) arguments.get("status_code"),
                    extras);
        }
    }
}

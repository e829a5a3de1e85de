/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.autoconfigure.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What {@code openedx_filters} does with a configuration, recorded from Python in {@code reference/filter_traces.json},
 * and what the starter does with the same one. Python's steps have dictionaries, ours have the filter's record: its
 * data is a dictionary here.
 */
class ReferenceFiltersTests {

    /** What differs by intent, or cannot be said in Java. */
    private static final Set<String> OTHERWISE = Set.of(
            // Any other shape than the three is refused or, leniently, no pipeline; so is a wrong boolean.
            "config_tuple",
            "pipeline_is_tuple",
            "pipeline_is_string_inside_dict",
            "pipeline_is_string_inside_dict_not_silent",
            "fail_silently_none",
            "fail_silently_is_string_false",
            "path_is_class_object_silent",
            "path_is_empty_string_silent",
            // Options cannot overwrite the metadata (FCF-5), nor can anybody change the list of steps.
            "extra_config_overrides_filter_type",
            "extra_config_clashes_with_python_keyword_self",
            "running_pipeline_shared_list_can_be_mutated",
            // Signatures and dictionaries of Python.
            "unknown_key_breaks_strict_step_silently",
            "strict_step_missing_argument",
            "deleting_from_kwargs_has_no_effect",
            "non_string_keys_in_returned_dict",
            "run_filter_not_overridden",
            "exception_object_returned_not_raised",
            "dict_subclass_is_a_dict",
            // What is no Exception in Python.
            "keyboard_interrupt_silent",
            "module_raises_on_import_silent",
            "step_is_not_a_class_silent",
            "step_without_base_class");

    static Stream<Scenario> scenarios() throws Exception {
        try (InputStream in = ReferenceFiltersTests.class.getResourceAsStream("/reference/filter_traces.json")) {
            JsonNode traces = JsonMapper.shared().readTree(Objects.requireNonNull(in));
            return traces
                    .get("pipeline_scenarios")
                    .valueStream()
                    .map(Scenario::new)
                    .filter(scenario -> !OTHERWISE.contains(scenario.toString()))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void aPipelineDoesWhatItDoesInPython(Scenario scenario) {
        List<String> run = new ArrayList<>();
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class, OpenEdxFiltersAutoConfiguration.class))
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .withBean(
                        HookCatalog.class,
                        () -> HookCatalog.load(getClass().getClassLoader()).with(List.of(ThingRequested.class)))
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("reference", scenario.configuration())));
        for (JsonNode step : scenario.json.get("steps")) {
            String name = step.get("name").asString();
            runner = runner.withBean(
                    "trace_steps." + name, TraceStep.class, () -> new TraceStep(name, step.get("does"), run));
        }
        runner.run(context -> {
            OpenEdxFilters filters = context.getBean(OpenEdxFilters.class);
            ThingRequested input = new ThingRequested(scenario.input());
            if (scenario.json.get("outcome").asString().equals("returned")) {
                assertThat(filters.run(input).data()).isEqualTo(scenario.output());
            } else {
                assertThat(catchThrowable(() -> filters.run(input))).satisfies(scenario::checkRaised);
            }
            assertThat(run).isEqualTo(scenario.stepsRun());
        });
    }

    @FilterHook(type = "org.openedx.trace.thing.requested.v1")
    record ThingRequested(Map<String, Object> data) implements OpenEdxFilter {

        ThingRequested with(Map<String, Object> more) {
            Map<String, Object> merged = new LinkedHashMap<>(data);
            merged.putAll(more);
            return new ThingRequested(merged);
        }
    }

    record Scenario(JsonNode json) {

        private static final String KEY = "open-edx-filters-config[org.openedx.trace.thing.requested.v1]";

        Map<String, Object> configuration() {
            JsonNode config = json.get("config");
            boolean absent = config.isString() && config.asString().startsWith("<");
            return absent ? Map.of() : Map.of(KEY, config.isNull() ? "" : plain(config));
        }

        Map<String, Object> input() {
            return map(json.get("input"));
        }

        Map<String, Object> output() {
            return map(json.get("output"));
        }

        List<String> stepsRun() {
            return json.get("steps_run").valueStream().map(JsonNode::asString).toList();
        }

        void checkRaised(Throwable raised) {
            boolean halted = json.toString().contains("raise_filter");
            assertThat(raised).isInstanceOf(halted ? OpenEdxFilterException.class : RuntimeException.class);
            assertThat(raised instanceof OpenEdxFilterException).isEqualTo(halted);
        }

        @Override
        public String toString() {
            return json.get("name").asString();
        }
    }

    record TraceStep(String name, JsonNode does, List<String> run) implements PipelineStep<ThingRequested> {

        @Override
        public @Nullable ThingRequested runFilter(ThingRequested filter, FilterContext context) {
            String what = does.get(0).asString();
            if (what.equals("init_raises")) {
                throw new IllegalStateException("__init__");
            }
            run.add(name);
            JsonNode argument = does.get(1);
            return switch (what) {
                case "return" -> argument.isObject() ? filter.with(map(argument)) : null;
                case "increment" -> filter.with(Map.of(argument.asString(), number(filter, argument) + 1));
                case "append" -> filter.with(Map.of(argument.asString(), appended(filter, argument)));
                case "echo" -> filter.with(filter.data());
                case "raise" -> throw new IllegalArgumentException(argument.asString());
                case "raise_filter" ->
                    throw new OpenEdxFilterException(argument.get("message").asString());
                default -> throw new UnsupportedOperationException(what);
            };
        }

        private int number(ThingRequested filter, JsonNode key) {
            return (Integer) Objects.requireNonNull(filter.data().get(key.asString()));
        }

        private List<Object> appended(ThingRequested filter, JsonNode key) {
            List<Object> list = new ArrayList<>(
                    (List<?>) Objects.requireNonNull(filter.data().get(key.asString())));
            list.add(name);
            return list;
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(JsonNode json) {
        return (Map<String, Object>) plain(json);
    }

    private static Object plain(JsonNode json) {
        return JsonMapper.shared().convertValue(json, Object.class);
    }
}

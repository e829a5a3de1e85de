/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.config.FilterValidation;
import org.openedx.hooks.spring.filter.ReferenceRecords.OtherRequested;
import org.openedx.hooks.spring.filter.ReferenceRecords.ThingRequested;
import org.openedx.hooks.spring.filter.ReferenceSteps.Seen;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/** A scenario of {@code reference/filter_traces.json}: what Python did, and the same configuration and call here. */
record ReferenceScenario(JsonNode json) {

    private static final JsonNode TRACES = read();

    private static final HookCatalog CATALOG = HookCatalog.load(ReferenceScenario.class.getClassLoader())
            .with(List.of(ThingRequested.class, OtherRequested.class));

    private static JsonNode read() {
        try (InputStream in = ReferenceScenario.class.getResourceAsStream("/reference/filter_traces.json")) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Those with made-up filters and those with shipped ones. */
    static List<ReferenceScenario> all() {
        return Stream.of("pipeline_scenarios", "shipped_filter_scenarios")
                .flatMap(kind -> TRACES.get(kind).valueStream())
                .map(ReferenceScenario::new)
                .toList();
    }

    String name() {
        return json.get("name").asString();
    }

    boolean hasShippedFilter() {
        return json.has("filter");
    }

    String type() {
        return json.get("filter_type").asString();
    }

    /** The property that has the entry. */
    String key() {
        return "open-edx-filters-config[%s]".formatted(type());
    }

    private Class<? extends OpenEdxFilter> filter() {
        return ReferenceRecords.filter(json.path("filter").asString(null));
    }

    OpenEdxFilter input() {
        return input(hasShippedFilter() ? "arguments" : "input");
    }

    private OpenEdxFilter input(String name) {
        return ReferenceRecords.of(filter(), json.get(name));
    }

    /** What Python did, in the words of this test. */
    Outcome inPython() {
        boolean halted = json.path("is_filter_exception").asBoolean(false);
        String raised = json.path("exception").asString("");
        return new Outcome(
                json.has("output") ? ReferenceRecords.returned(filter(), json.get("output")) : null,
                halted
                        ? raised + ": " + new TreeMap<>(ReferenceRecords.map(json.get("attributes")))
                        : raised.isEmpty()
                                ? ""
                                : here(raised) + ": " + json.get("message").asString(),
                json.get("steps_run").valueStream().map(JsonNode::asString).toList(),
                json.get("logs")
                        .valueStream()
                        // That a step halts is its right and no error: FLT-8 asks for a record of it, of no level.
                        .map(log -> halted ? "INFO" : log.get("level").asString())
                        .toList());
    }

    private static String here(String exception) {
        return exception.equals("ValueError") ? "IllegalArgumentException" : exception;
    }

    /** What Python's steps were given. */
    List<Seen> seenInPython() {
        return json.get("trace")
                .valueStream()
                .map(seen -> new Seen(
                        seen.get("step").asString(),
                        ReferenceRecords.of(filter(), seen.get("received")),
                        seen.get("filter_type").asString(),
                        seen.get("running_pipeline")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList(),
                        options(seen.get("extra_config"))))
                .toList();
    }

    void inputIsAsInPythonAfter(OpenEdxFilter input) {
        assertThat(input).isEqualTo(input(hasShippedFilter() ? "arguments_after" : "input_after"));
    }

    /** The names of the configured steps that are there and can run. */
    List<String> pipeline() {
        JsonNode config = config();
        JsonNode paths = config.isArray() ? config : config.path("pipeline");
        return (paths.isString() ? Stream.of(paths) : paths.valueStream())
                .map(path -> ReferenceSteps.path(path.asString(), json.get("steps")))
                .filter(path -> ReferenceSteps.isStep(path, json.get("steps")))
                .toList();
    }

    /** What is no setting of the entry. */
    Map<String, Object> options() {
        return !hasShippedFilter() && config() instanceof ObjectNode entry
                ? options(entry.deepCopy().without(List.of("pipeline", "fail_silently")))
                : Map.of();
    }

    @SuppressWarnings("NullAway") // no scenario has an option without a value
    private static Map<String, Object> options(JsonNode json) {
        return ReferenceRecords.map(json);
    }

    private JsonNode config() {
        if (hasShippedFilter()) {
            return json.get("pipeline").isNull() ? MissingNode.getInstance() : json;
        }
        JsonNode config = json.get("config");
        return config.isString() && config.asString().startsWith("<") ? MissingNode.getInstance() : config;
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        if (hasShippedFilter() && !config().isMissingNode()) {
            flatten(key() + ".pipeline", ReferenceRecords.plain(json.get("pipeline")), properties);
            flatten(key() + ".fail_silently", ReferenceRecords.plain(json.get("fail_silently")), properties);
        } else if (!config().isMissingNode()) {
            flatten(key(), ReferenceRecords.plain(config()), properties);
        }
        return properties;
    }

    /** One property for each value, as Boot does with files. */
    private void flatten(String name, @Nullable Object value, Map<String, Object> properties) {
        if (value instanceof Map<?, ?> pieces && !pieces.isEmpty()) {
            pieces.forEach((piece, inner) -> flatten(name + "." + piece, inner, properties));
        } else if (value instanceof Collection<?> items && !items.isEmpty()) {
            int index = 0;
            for (Object item : items) {
                flatten("%s[%d]".formatted(name, index++), item, properties);
            }
        } else if (value instanceof String text) {
            properties.put(name, ReferenceSteps.path(text, json.get("steps")));
        } else {
            properties.put(name, value == null ? "" : value);
        }
    }

    /** Whether a step cannot be made, which is noticed when it is. */
    boolean hasStepThatCannotBeMade() {
        return json.get("steps")
                .valueStream()
                .anyMatch(step -> step.get("does").get(0).asString().equals("init_raises"));
    }

    /**
     * Starts an application with this configuration and, unless it refuses to start, calls the filter.
     *
     * @param scope of the steps' beans
     */
    Run run(FilterValidation validation, String scope) {
        ReferenceSteps steps = new ReferenceSteps(scope);
        ApplicationContextRunner runner = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class, OpenEdxFiltersAutoConfiguration.class))
                .withPropertyValues(
                        validation == FilterValidation.STRICT
                                ? new String[0]
                                : new String[] {"openedx.hooks.filters.validation=lenient"})
                .withBean(HookCatalog.class, () -> CATALOG)
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("reference", properties())));
        for (JsonNode step : json.get("steps")) {
            runner = steps.register(runner, step);
        }
        List<Run> runs = new ArrayList<>();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("org.openedx.hooks");
        log.start();
        logger.addAppender(log);
        try {
            runner.run(context -> runs.add(run(context, steps, log)));
        } finally {
            logger.detachAppender(log);
        }
        return runs.get(0);
    }

    private Run run(AssertableApplicationContext context, ReferenceSteps steps, ListAppender<ILoggingEvent> log) {
        if (context.getStartupFailure() != null) {
            return new Run(context.getStartupFailure(), null, List.of(), null);
        }
        OpenEdxFilter output = null;
        String raised = "";
        OpenEdxFilter input = null;
        try {
            input = input();
            output = context.getBean(OpenEdxFilters.class).run(input);
        } catch (Throwable ex) {
            raised = text(ex);
        }
        Outcome outcome = new Outcome(
                output,
                raised,
                steps.seen().stream().map(Seen::step).toList(),
                log.list.stream()
                        .filter(ReferenceScenario::isAboutTheScenario)
                        .map(event -> event.getLevel().toString())
                        .toList());
        return new Run(null, outcome, steps.seen(), input);
    }

    /** The overview of pipelines at startup has no counterpart in Python. */
    private static boolean isAboutTheScenario(ILoggingEvent event) {
        Level lowest = event.getLoggerName().equals(FilterPipelines.class.getName()) ? Level.WARN : Level.INFO;
        return event.getLevel().isGreaterOrEqual(lowest);
    }

    /** The exception with what it carries; in Python, where nothing redirects, the redirection is an empty text. */
    private static String text(Throwable raised) {
        String name = raised.getClass().getSimpleName() + ": ";
        if (raised instanceof OpenEdxFilterException halt) {
            Map<String, @Nullable Object> attributes = new TreeMap<>(halt.extras());
            attributes.put("message", halt.getMessage());
            attributes.put("redirect_to", halt.redirectTo() == null ? "" : halt.redirectTo());
            attributes.put("status_code", halt.statusCode());
            return name + attributes;
        }
        return name + NestedExceptionUtils.getMostSpecificCause(raised).getMessage();
    }

    @Override
    public String toString() {
        return name();
    }

    /**
     * How a scenario ended.
     *
     * @param output {@literal null} if an exception was raised
     * @param raised the exception's simple name and message, or empty
     * @param logs the levels of the log records, from INFO upwards
     */
    record Outcome(@Nullable OpenEdxFilter output, String raised, List<String> stepsRun, List<String> logs) {}

    /**
     * One run of a scenario.
     *
     * @param refusal why the application did not start
     * @param outcome there if it did
     * @param input what the filter was called with, if it could be
     */
    record Run(
            @Nullable Throwable refusal,
            @Nullable Outcome outcome,
            List<Seen> seen,
            @Nullable OpenEdxFilter input) {}
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.filter.ReferenceRecords.OtherRequested;
import org.openedx.hooks.spring.filter.ReferenceRecords.ThingRequested;
import org.openedx.hooks.spring.filter.ReferenceRecords.ThingRequested.PreventThing;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import tools.jackson.databind.JsonNode;

/** The steps of the scenarios: each is a bean, made once or, as in Python, for each run (FLT-14). */
final class ReferenceSteps {

    /** What Python takes for steps, or calls as if it were one. */
    private static final Set<String> NO_STEPS = Set.of("plain_function", "no_base_class", "not_overridden");

    private final String scope;

    private final List<Seen> seen = new ArrayList<>();

    /** @param scope of the beans */
    ReferenceSteps(String scope) {
        this.scope = scope;
    }

    /** What the steps were given, in the order in which they ran. */
    List<Seen> seen() {
        return seen;
    }

    /** The name under which a step of Python is found here. */
    static String path(String path, JsonNode steps) {
        if (path.equals("trace_broken_module.Step")) {
            return ClassThatCannotBeLoaded.class.getName();
        }
        boolean notOverridden = steps.valueStream()
                .anyMatch(step ->
                        step.get("does").get(0).asString().equals("not_overridden") && path.equals(beanName(step)));
        return notOverridden ? StepWithoutRunFilter.class.getName() : path;
    }

    ApplicationContextRunner register(ApplicationContextRunner runner, JsonNode step) {
        JsonNode does = step.get("does");
        return switch (does.get(0).asString()) {
            case "not_overridden" -> runner;
            case "plain_function" -> runner.withBean(beanName(step), Function.class, Function::identity);
            case "no_base_class" -> runner.withBean(beanName(step), NoBaseClass.class, NoBaseClass::new);
            case "strict" ->
                does.get(1).size() == 1
                        ? registerStep(runner, step)
                        : runner.withBean(beanName(step), StepForXAndY.class, StepForXAndY::new);
            default -> registerStep(runner, step);
        };
    }

    private ApplicationContextRunner registerStep(ApplicationContextRunner runner, JsonNode step) {
        return runner.withBean(
                beanName(step),
                TraceStep.class,
                () -> new TraceStep(step.get("name").asString(), step.get("does"), seen),
                definition -> definition.setScope(scope));
    }

    /** Whether what is found under a name is a step. */
    static boolean isStep(String path, JsonNode steps) {
        return path.equals(ClassThatCannotBeLoaded.class.getName())
                || steps.valueStream()
                        .filter(step -> path.equals(beanName(step)))
                        .anyMatch(step ->
                                !NO_STEPS.contains(step.get("does").get(0).asString()));
    }

    private static String beanName(JsonNode step) {
        return "trace_steps." + step.get("name").asString();
    }

    /** What a step was given. */
    record Seen(
            String step,
            OpenEdxFilter received,
            String filterType,
            List<String> pipeline,
            Map<String, Object> options) {}

    static final class TraceStep implements PipelineStep<OpenEdxFilter> {

        private final String name;

        private final JsonNode does;

        private final List<Seen> seen;

        TraceStep(String name, JsonNode does, List<Seen> seen) {
            if (does.get(0).asString().equals("init_raises")) {
                throw new IllegalArgumentException("cannot construct");
            }
            this.name = name;
            this.does = does;
            this.seen = seen;
        }

        @Override
        public @Nullable OpenEdxFilter runFilter(OpenEdxFilter filter, FilterContext context) {
            seen.add(new Seen(name, filter, context.filterType().value(), context.pipeline(), context.options()));
            JsonNode argument = does.path(1);
            switch (does.get(0).asString()) {
                case "return" -> {
                    if (argument.isNull()) {
                        return null;
                    }
                    return argument.isObject() && !argument.has("$repr")
                            ? ReferenceRecords.with(filter, argument)
                            : new OtherRequested(1, 2);
                }
                case "return_filter_exception" -> {
                    return new OtherRequested(1, 2);
                }
                case "echo" -> {
                    return filter;
                }
                case "increment" -> {
                    return changed(filter, argument, value -> (Integer) value + 1);
                }
                case "append" -> {
                    return changed(filter, argument, this::appended);
                }
                case "strict" -> {
                    return ReferenceRecords.with(filter, does.get(2));
                }
                case "delete_from_kwargs" -> {
                    ((ThingRequested) filter).data().remove(argument.asString());
                    return filter;
                }
                case "mutate_running_pipeline" -> {
                    context.pipeline().add("added");
                    return filter;
                }
                case "raise" -> throw failure(argument.asString(), does.path(2).asString(""));
                case "raise_filter" -> throw halt(ReferenceRecords.map(argument));
                case "raise_base_filter_exception" ->
                    throw new OpenEdxFilterException(
                            argument.get("message").asString(),
                            null,
                            argument.get("status_code").asInt());
                default -> throw new UnsupportedOperationException(does.toString());
            }
        }

        private static OpenEdxFilter changed(OpenEdxFilter filter, JsonNode key, Function<Object, Object> change) {
            ThingRequested thing = (ThingRequested) filter;
            Object value = Objects.requireNonNull(thing.data().get(key.asString()));
            return thing.with(Map.of(key.asString(), change.apply(value)));
        }

        private Object appended(Object list) {
            List<Object> appended = new ArrayList<>((List<?>) list);
            appended.add(name);
            return appended;
        }

        /** What is as grave here as it is in Python; what nobody may catch there is what no step may swallow here. */
        private static RuntimeException failure(String exception, String message) {
            switch (exception) {
                case "ValueError" -> throw new IllegalArgumentException(message);
                case "KeyError" -> throw new NoSuchElementException(message);
                case "ImportError" -> throw new NoClassDefFoundError(message);
                case "AssertionError" -> throw new AssertionError(message);
                case "MemoryError" -> throw new OutOfMemoryError(message);
                case "KeyboardInterrupt" -> throw new InternalError(message);
                default -> throw new UnsupportedOperationException(exception);
            }
        }

        private static PreventThing halt(Map<String, @Nullable Object> arguments) {
            Map<String, @Nullable Object> extras = new LinkedHashMap<>(arguments);
            extras.keySet().removeAll(Set.of("message", "redirect_to", "status_code"));
            return new PreventThing(
                    String.valueOf(arguments.get("message")),
                    (String) arguments.get("redirect_to"),
                    (Integer) arguments.get("status_code"),
                    extras);
        }
    }

    /** As with a class in Python whose base class lacks the method. */
    abstract static class StepWithoutRunFilter implements PipelineStep<ThingRequested> {}

    /** Has the method of a step, but is none. */
    static final class NoBaseClass {

        OpenEdxFilter runFilter(OpenEdxFilter filter, FilterContext context) {
            return filter;
        }
    }

    /** Needs an argument that the filter does not have. */
    static final class StepForXAndY implements PipelineStep<OtherRequested> {

        @Override
        public OtherRequested runFilter(OtherRequested filter, FilterContext context) {
            return filter;
        }
    }

    /** As with a module in Python that fails while it is imported. */
    static final class ClassThatCannotBeLoaded implements PipelineStep<ThingRequested> {

        static {
            fail();
        }

        private static void fail() {
            throw new IllegalStateException("broken module");
        }

        @Override
        public ThingRequested runFilter(ThingRequested filter, FilterContext context) {
            return filter;
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.DeprecatedHook;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookType;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openedx.hooks.spring.filter.FilterContexts.mode;
import static org.openedx.hooks.spring.filter.FilterContexts.options;
import static org.openedx.hooks.spring.filter.FilterContexts.steps;
import static org.openedx.hooks.spring.filter.Steps.ENROLLMENT;

@ExtendWith(OutputCaptureExtension.class)
@DisplayName("Pipelines that change while the application runs (FCF-7)")
class FilterPipelineChangesTests {

    private static final String ENTRY = "open-edx-filters-config." + ENROLLMENT;

    private static final String UNLISTED = "open-edx-filters-config.org.openedx.learning.versioned.requested.v1";

    private static final HookType TYPE = HookType.of(ENROLLMENT);

    private final Map<String, Object> environment = new HashMap<>();

    @Test
    void aRefreshTakesOverWhatTheEnvironmentSaysNow(CapturedOutput output) {
        environment.put(ENTRY + ".pipeline", "a");
        environment.put(UNLISTED, "any");
        run(context -> {
            assertThat(mode(context)).isEqualTo("a");

            environment.put(ENTRY + ".pipeline", "b, c");
            environment.put(ENTRY + ".level", "high");
            assertThat(mode(context)).isEqualTo("a");
            pipelines(context).refresh();

            assertThat(mode(context)).isEqualTo("b c");
            assertThat(steps(context))
                    .extracting(FilterPipelineDescription.Step::name)
                    .containsExactly("b", "c");
            environment.put(ENTRY + ".pipeline", "a");
            pipelines(context).refresh();
            environment.put(ENTRY + ".level", "low");
            pipelines(context).refresh();
            assertThat(options(context)).containsOnlyKeys("level");
            assertThat(output)
                    .containsOnlyOnce(
                            "Filter " + ENROLLMENT + " runs [b, c] instead of [a], changed by the environment")
                    .containsOnlyOnce(
                            "Filter " + ENROLLMENT + " runs [a] instead of [b, c], changed by the environment");
            assertThat(output)
                    .containsOnlyOnce(
                            "Filter " + ENROLLMENT + " runs [a] with other settings, changed by the environment");
            assertThat(output.getOut().lines().filter(line -> line.contains("changed by")))
                    .hasSize(3);
        });
    }

    @Test
    void pipelinesComeAndGo() {
        run(context -> {
            assertThat(mode(context)).isEmpty();
            environment.put(ENTRY, "a");
            pipelines(context).refresh();
            assertThat(mode(context)).isEqualTo("a");
            environment.clear();
            pipelines(context).refresh();
            assertThat(mode(context)).isEmpty();
            assertThat(pipelines(context).all()).isEmpty();
        });
    }

    @Test
    void nothingIsLoggedIfNothingChanges(CapturedOutput output) {
        environment.put(ENTRY, Map.of("pipeline", List.of("a", Map.of("step", Steps.ClassStep.class.getName()))));
        run(context -> {
            int before = output.getAll().length();
            pipelines(context).refresh();
            assertThat(output.getAll().substring(before)).isEmpty();
        });
    }

    @Test
    void aWrongEnvironmentIsRefusedAsAWhole() {
        environment.put(ENTRY, "a");
        environment.put(UNLISTED, "any");
        run(context -> {
            environment.put(ENTRY, "b");
            environment.put(UNLISTED, "nay");
            assertThatExceptionOfType(InvalidHookConfigurationException.class)
                    .isThrownBy(() -> pipelines(context).refresh())
                    .withMessageContaining("Did you mean \"any\"?");

            assertThat(mode(context)).isEqualTo("a");
            assertThat(pipelines(context).problems()).isEmpty();
            assertThat(pipelines(context).refused()).singleElement().asString().contains("nay");

            environment.put(UNLISTED, "any");
            pipelines(context).refresh();
            assertThat(mode(context)).isEqualTo("b");
            assertThat(pipelines(context).refused()).isEmpty();
        });
    }

    @Test
    void aStepThatCannotBeMadeIsRefused() {
        run(context -> {
            environment.put(ENTRY, Steps.Unmakeable.class.getName());
            assertThatExceptionOfType(InvalidHookConfigurationException.class)
                    .isThrownBy(() -> pipelines(context).refresh())
                    .withMessageContaining("cannot be made: java.lang.IllegalStateException: not today")
                    .withRootCauseInstanceOf(IllegalStateException.class);
            assertThat(mode(context)).isEmpty();
        });
    }

    @Test
    void whatIsWrongWithOtherSettingsRefusesPipelinesToo() {
        run(context -> {
            environment.put(ENTRY, "a");
            ConfigurationProblem other = new ConfigurationProblem(null, "there", "wrong");
            assertThatThrownBy(() -> pipelines(context).refresh(List.of(other))).hasMessageContaining("there: wrong");
            assertThat(mode(context)).isEmpty();
            assertThat(pipelines(context).refused()).containsExactly(other);
        });
    }

    @Test
    void aLenientApplicationTakesOverWhatIsRight(CapturedOutput output) {
        environment.put(ENTRY, "a, gone");
        runner().withPropertyValues("openedx.hooks.filters.validation=lenient").run(context -> {
            environment.put(ENTRY, "b, gone");
            environment.put(UNLISTED, "nay");
            pipelines(context).refresh();
            assertThat(mode(context)).isEqualTo("b");
            assertThat(pipelines(context).problems()).hasSize(2);
            assertThat(output).containsOnlyOnce("no bean or class is named \"gone\"");
            assertThat(output).containsOnlyOnce("no bean or class is named \"nay\"");
        });
    }

    @Test
    void aStepMadeFromItsClassStaysTheSameAndIsClosedOnce() {
        int made = Steps.ClassStep.MADE.get();
        int closed = Steps.ClassStep.CLOSED.get();
        environment.put(ENTRY, "a");
        run(context -> {
            environment.put(ENTRY, Steps.ClassStep.class.getName());
            pipelines(context).refresh();
            assertThat(Steps.ClassStep.MADE.get()).isEqualTo(made + 1);
            assertThat(mode(context)).isEqualTo("class");
            environment.put(ENTRY, "b");
            pipelines(context).refresh();
            environment.put(ENTRY, "b, " + Steps.ClassStep.class.getName());
            pipelines(context).refresh();
            assertThat(mode(context)).isEqualTo("b class");
        });
        assertThat(Steps.ClassStep.MADE.get()).isEqualTo(made + 1);
        assertThat(Steps.ClassStep.CLOSED.get()).isEqualTo(closed + 1);
    }

    @Test
    void aRunUnderWayFinishesWithTheStepsItBeganWith() {
        environment.put(ENTRY, "changing, a");
        runner().withUserConfiguration(Changing.class).run(context -> {
            context.getBean(Changing.class).change = () -> {
                environment.put(ENTRY, "c");
                pipelines(context).refresh();
            };
            assertThat(mode(context)).isEqualTo("changed a");
            assertThat(mode(context)).isEqualTo("c");
        });
    }

    @Test
    void anOverrideStaysOnTopOfTheEnvironmentUntilItIsTakenBack(CapturedOutput output) {
        environment.put(ENTRY + ".pipeline", "a");
        environment.put(ENTRY + ".level", "low");
        run(context -> {
            pipelines(context).override(TYPE, List.of("a", Map.of("step", "b", "FAIL_SILENTLY", false)), null);
            assertThat(mode(context)).isEqualTo("a b");
            assertThat(steps(context))
                    .extracting(FilterPipelineDescription.Step::failSilently)
                    .containsExactly(true, false);

            environment.put(ENTRY + ".pipeline", "c");
            environment.put(ENTRY + ".level", "high");
            pipelines(context).refresh();
            assertThat(mode(context)).isEqualTo("a b");
            assertThat(options(context)).containsEntry("level", "high");

            pipelines(context).restore(TYPE);
            assertThat(mode(context)).isEqualTo("c");
            pipelines(context).restore(TYPE);
            assertThat(output)
                    .containsOnlyOnce("runs [a, b] instead of [a], changed by actuator")
                    .containsOnlyOnce("runs [c] instead of [a, b], changed by actuator");
        });
    }

    @Test
    void anEntryBehindAnOverrideIsCheckedAsWell() {
        environment.put(ENTRY, "a");
        run(context -> {
            pipelines(context).override(TYPE, "b", null);
            environment.put(ENTRY, "gone");
            assertThatThrownBy(() -> pipelines(context).refresh()).hasMessageContaining("\"gone\"");
            pipelines(context).restore(TYPE);
            assertThat(mode(context)).isEqualTo("a");
        });
    }

    @Test
    void anOverrideIsCheckedStrictlyEvenIfTheApplicationIsLenient() {
        environment.put(ENTRY, "a, gone");
        runner().withPropertyValues("openedx.hooks.filters.validation=lenient").run(context -> {
            assertThatThrownBy(() -> pipelines(context).override(TYPE, "b, lost", null))
                    .isInstanceOf(InvalidHookConfigurationException.class)
                    .hasMessageContaining("lost");
            assertThat(mode(context)).isEqualTo("a");
            pipelines(context).override(TYPE, "b", null);
            assertThat(mode(context)).isEqualTo("b");
            assertThat(pipelines(context).problems()).hasSize(1);
        });
    }

    @Test
    void anOverrideGoesTogetherWithContributionsAsTheEntrySays() {
        environment.put(ENTRY + ".merge", "append");
        runner().withBean(
                        FilterPipelineContribution.class,
                        () -> FilterPipelineContribution.to(CourseEnrollmentStarted.class, "c"))
                .run(context -> {
                    assertThat(mode(context)).isEqualTo("c");
                    pipelines(context).override(TYPE, "a", null);
                    assertThat(mode(context)).isEqualTo("c a");
                    pipelines(context).restore(TYPE);
                    assertThat(mode(context)).isEqualTo("c");
                });
    }

    /** What plug-ins contribute to a filter must not take the place of what its operator wrote. */
    @Test
    void anOverrideOfOneFilterLeavesThePipelinesOfOthers() {
        HookType other = HookType.of("org.openedx.learning.course.unenrollment.started.v1");
        environment.put("open-edx-filters-config." + other, "unenrollment");
        runner().withBean(
                        FilterPipelineContribution.class,
                        () -> FilterPipelineContribution.to(CourseUnenrollmentStarted.class, "any"))
                .run(context -> {
                    pipelines(context).override(TYPE, "b", null);
                    assertThat(names(context, other)).containsExactly("unenrollment");
                    pipelines(context).override(other, null, false);
                    pipelines(context).override(TYPE, "c", null);
                    assertThat(names(context, other)).containsExactly("unenrollment");
                    assertThat(names(context, TYPE)).containsExactly("c");
                });
    }

    @Test // PUR-3
    void aPipelineOfADeprecatedFilterIsWarnedAboutWhenItBeginsToRun(CapturedOutput output) {
        String old = "open-edx-filters-config.org.openedx.learning.old.requested.v1";
        String warning = "Filter org.openedx.learning.old.requested.v1 is deprecated since 1.2.0";
        environment.put(old, "any");
        run(context -> {
            assertThat(output).containsOnlyOnce(warning);
            environment.put(old, "any, unknownFilter");
            pipelines(context).refresh();
            assertThat(output).containsOnlyOnce(warning);
        });
        environment.remove(old);
        run(context -> {
            int before = output.getAll().length();
            environment.put(old, "any");
            environment.put(UNLISTED, "any");
            pipelines(context).refresh();
            assertThat(output.getAll().substring(before))
                    .containsOnlyOnce(warning)
                    .doesNotContain("versioned.requested.v1 is deprecated");
        });
    }

    @Test
    void changesOfSeveralThreadsDoNotWaitForEachOtherForEver() {
        environment.put(ENTRY, "a");
        run(context -> {
            for (Runnable change : List.<Runnable>of(
                    () -> pipelines(context).refresh(),
                    () -> pipelines(context).override(TYPE, "b", null),
                    () -> pipelines(context).override(TYPE, "b", null),
                    () -> pipelines(context).restore(TYPE),
                    () -> pipelines(context).refresh())) {
                assertThat(CompletableFuture.runAsync(change, task -> new Thread(task).start()))
                        .succeedsWithin(Duration.ofSeconds(30));
            }
            assertThat(mode(context)).isEqualTo("a");
        });
    }

    @Test
    void runsSeeOneVersionAsAWholeWhilePipelinesAreSwapped() {
        LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
        logging.setLogLevel(FilterPipelines.class.getName(), LogLevel.WARN);
        LongAdder observed = new LongAdder();
        version(0);
        runner().withUserConfiguration(Versions.class)
                .withBean(HookObserver.Factory.class, () -> new Counting(observed))
                .run(context -> {
                    OpenEdxFilters filters = context.getBean(OpenEdxFilters.class);
                    AtomicBoolean done = new AtomicBoolean();
                    ExecutorService threads = Executors.newFixedThreadPool(4);
                    List<Future<Integer>> runs = new ArrayList<>();
                    Callable<Integer> running = () -> {
                        int count = 0;
                        int last = 0;
                        while (!done.get() || count < 1000) {
                            int first = versionOf(filters.run(Steps.STARTED).mode());
                            int second = versionOf(
                                    filters.run(new VersionedRequested("")).value());
                            assertThat(first).isGreaterThanOrEqualTo(last);
                            assertThat(second).isGreaterThanOrEqualTo(first);
                            last = second;
                            count += 2;
                        }
                        return count;
                    };
                    for (int i = 0; i < 4; i++) {
                        runs.add(threads.submit(running));
                    }
                    for (int version = 1; version <= 1000; version++) {
                        version(version);
                        pipelines(context).refresh();
                    }
                    done.set(true);
                    int count = 0;
                    for (Future<Integer> run : runs) {
                        count += run.get();
                    }
                    threads.shutdown();
                    assertThat(observed.sum()).isEqualTo(count);
                    assertThat(versionOf(filters.run(Steps.STARTED).mode())).isEqualTo(1000);
                });
        logging.setLogLevel(FilterPipelines.class.getName(), null);
    }

    /** Even versions run p and q, odd ones r and s; both steps of both filters have the version as an option. */
    private void version(int version) {
        Map<String, Object> next = new HashMap<>();
        for (String entry : List.of(ENTRY, UNLISTED)) {
            next.put(entry + ".pipeline", version % 2 == 0 ? "p, q" : "r, s");
            next.put(entry + ".version", version);
        }
        environment.putAll(next);
    }

    private static int versionOf(String seen) {
        String[] parts = seen.trim().split("[ @]");
        int version = Integer.parseInt(parts[1]);
        assertThat(parts)
                .containsExactly(version % 2 == 0 ? "p" : "r", parts[1], version % 2 == 0 ? "q" : "s", parts[1]);
        return version;
    }

    private ApplicationContextRunner runner() {
        return FilterContexts.with(FilterContexts.RUNNER, new MapPropertySource("changing", environment))
                .withUserConfiguration(OwnFilters.class);
    }

    private static List<String> names(AssertableApplicationContext context, HookType type) {
        return pipelines(context).find(type).orElseThrow().steps().stream()
                .map(FilterPipelineDescription.Step::name)
                .toList();
    }

    private void run(Consumer<AssertableApplicationContext> test) {
        runner().run(test::accept);
    }

    private static FilterPipelines pipelines(AssertableApplicationContext context) {
        return context.getBean(FilterPipelines.class);
    }

    @FilterHook(type = "org.openedx.learning.versioned.requested.v1")
    record VersionedRequested(String value) implements OpenEdxFilter {}

    @DeprecatedHook(since = "1.2.0")
    @FilterHook(type = "org.openedx.learning.old.requested.v1")
    record OldRequested(String value) implements OpenEdxFilter {}

    /** The filters of this package are found as an application's own ones. */
    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class OwnFilters {}

    @Configuration(proxyBeanMethods = false)
    static class Changing {

        private Runnable change = () -> {};

        @Bean
        PipelineStep<CourseEnrollmentStarted> changing() {
            return (filter, context) -> {
                change.run();
                return Steps.add(filter, "changed");
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Versions {

        @Bean
        PipelineStep<OpenEdxFilter> p() {
            return step("p");
        }

        @Bean
        PipelineStep<OpenEdxFilter> q() {
            return step("q");
        }

        @Bean
        PipelineStep<OpenEdxFilter> r() {
            return step("r");
        }

        @Bean
        PipelineStep<OpenEdxFilter> s() {
            return step("s");
        }

        private static PipelineStep<OpenEdxFilter> step(String name) {
            return (filter, context) -> {
                String seen = " " + name + "@" + context.options().get("version");
                return filter instanceof CourseEnrollmentStarted started
                        ? started.withMode(started.mode() + seen)
                        : new VersionedRequested(((VersionedRequested) filter).value() + seen);
            };
        }
    }

    private record Counting(LongAdder runs) implements HookObserver.Factory {

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return (outcome, nanos, failure) -> runs.increment();
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return HookObserver.Factory.NONE.forPart(hook, part);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;
import static org.openedx.hooks.spring.filter.FilterContexts.RUNNER;
import static org.openedx.hooks.spring.filter.FilterContexts.mode;
import static org.openedx.hooks.spring.filter.FilterContexts.options;
import static org.openedx.hooks.spring.filter.FilterContexts.problems;
import static org.openedx.hooks.spring.filter.FilterContexts.steps;
import static org.openedx.hooks.spring.filter.FilterContexts.yaml;
import static org.openedx.hooks.spring.filter.Steps.ENROLLMENT;

@ExtendWith(OutputCaptureExtension.class)
class FilterPipelinesTests {

    private static final String CLASSES = "org.openedx.hooks.spring.filter.Steps";

    private static final ApplicationContextRunner RUNNER_WITHOUT_STEPS = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxFiltersAutoConfiguration.class));

    private static ApplicationContextRunner pipeline(String pipeline) {
        return yaml("open-edx-filters-config:\n  %s: %s\n".formatted(ENROLLMENT, pipeline));
    }

    @Test // FLT-7
    void aStepThatReturnsNullStopsThePipeline() {
        pipeline("[a, stopping, b]").run(context -> assertThat(mode(context)).isEqualTo("a"));
    }

    @Test // FLT-8
    void aStepThatHaltsReachesTheCallerEvenIfFailuresAreSilent() {
        pipeline("[a, halting, b]")
                .run(context -> assertThatExceptionOfType(CourseEnrollmentStarted.PreventEnrollment.class)
                        .isThrownBy(() -> mode(context))
                        .satisfies(halt -> {
                            assertThat(halt.step()).isEqualTo("halting");
                            assertThat(halt.filterType()).hasToString(ENROLLMENT);
                        }));
    }

    @Test // FLT-9
    void aStepThatFailsIsSkippedOrReachesTheCallerAsConfigured() {
        pipeline("[a, failing, b]").run(context -> assertThat(mode(context)).isEqualTo("a b"));
        pipeline("{fail-silently: false, pipeline: [a, failing, b]}")
                .run(context -> assertThatIllegalStateException()
                        .isThrownBy(() -> mode(context))
                        .withMessage("boom"));
        pipeline("{fail-silently: false, pipeline: [a, {step: failing, fail-silently: true}, b]}")
                .run(context -> assertThat(mode(context)).isEqualTo("a b"));
    }

    @Test // FLT-14
    void aPrototypeIsNewAtEachRunAndASingletonIsNot() {
        pipeline("[prototype, beanStep]").run(context -> {
            String first = mode(context);
            String second = mode(context);

            assertThat(second).isNotEqualTo(first).matches("p\\d+ bean\\d+");
            assertThat(second).endsWith(first.substring(first.indexOf(' ')));
        });
    }

    @Test
    void aLazyStepIsMadeWhenItFirstRuns() {
        int before = Steps.LazyStep.MADE.get();
        pipeline("[lazyStep]").run(context -> {
            assertThat(Steps.LazyStep.MADE).hasValue(before);
            assertThat(mode(context) + mode(context)).isEqualTo("lazylazy");
            assertThat(Steps.LazyStep.MADE).hasValue(before + 1);
        });
    }

    @Test
    void aLazyStepThatIsNotReachedIsNotMade() {
        int before = Steps.LazyStep.MADE.get();
        pipeline("[stopping, lazyStep]").run(context -> {
            assertThat(mode(context)).isEmpty();
            assertThat(Steps.LazyStep.MADE).hasValue(before);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "."})
    void aClassIsMadeOnceInjectedAndDestroyedWithTheContext(String separator) {
        int made = Steps.ClassStep.MADE.get();
        int closed = Steps.ClassStep.CLOSED.get();
        pipeline("[%s%sClassStep]".formatted(CLASSES, separator)).run(context -> {
            assertThat(Steps.ClassStep.MADE).hasValue(made + 1);
            assertThat(mode(context) + mode(context)).isEqualTo("classclass");
            assertThat(Steps.ClassStep.MADE).hasValue(made + 1);
            assertThat(steps(context).get(0).bean()).isNull();
            assertThat(steps(context).get(0).stepClass()).isEqualTo(CLASSES + "$ClassStep");
        });
        assertThat(Steps.ClassStep.CLOSED).hasValue(closed + 1);
    }

    @Test
    void aSingletonThatHasNoDefinitionIsAStepToo() {
        PipelineStep<CourseEnrollmentStarted> step = (filter, context) -> Steps.add(filter, "registered");
        pipeline("[registered, a]")
                .withInitializer(context -> context.getBeanFactory().registerSingleton("registered", step))
                .run(context -> assertThat(mode(context)).isEqualTo("registered a"));
    }

    @Test
    void aClassWithOneBeanIsThatBean() {
        pipeline("[%s$BeanStep]".formatted(CLASSES)).run(context -> {
            assertThat(steps(context).get(0).bean()).isEqualTo("beanStep");
            assertThat(mode(context)).isEqualTo("bean" + System.identityHashCode(context.getBean("beanStep")));
        });
    }

    @Test
    void aClassWithSeveralBeansIsAmbiguous() {
        pipeline("[%s$BeanStep]".formatted(CLASSES))
                .withBean("another", Steps.BeanStep.class)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .asString()
                        .endsWith("has several beans; name one of them: another, beanStep."));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxiedStepRunsAndIsCheckedAsWhatItIs(boolean ofClass) {
        ProxyConfiguration.ofClass = ofClass;
        pipeline("[%s$BeanStep]".formatted(CLASSES))
                .withUserConfiguration(ProxyConfiguration.class)
                .run(context -> {
                    assertThat(mode(context)).startsWith("bean");
                    assertThat(ProxyConfiguration.CALLS).isNotEmpty();
                    assertThat(steps(context).get(0).stepClass()).isEqualTo(CLASSES + "$BeanStep");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"any", "unknownFilter"})
    void aStepForAnyFilterFits(String step) {
        pipeline("[%s, a]".formatted(step))
                .run(context -> assertThat(mode(context)).isEqualTo("a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    unenrollment | "unenrollment" is a step for CourseUnenrollmentStarted, not for CourseEnrollmentStarted.
                    CLASSES$ForUnenrollment | "CLASSES$ForUnenrollment" is a step for CourseUnenrollmentStarted, not for CourseEnrollmentStarted.
                    CLASSES$Abstract | the class CLASSES$Abstract is abstract and has no bean.
                    CLASSES$NoStep | the class CLASSES$NoStep is no step: it does not implement PipelineStep.
                    CLASSES$NoStep$Initializer | the class CLASSES$NoStep$Initializer is no step: it does not implement PipelineStep.
                    CLASSES.NoStep.someFunction | "CLASSES.NoStep.someFunction" is a method; a step is a bean, or a class that implements PipelineStep (DIV-15).
                    CLASSES$NoStep#someFunction | "CLASSES$NoStep#someFunction" is a method; a step is a bean, or a class that implements PipelineStep (DIV-15).
                    CLASSES$NoStep::someFunction | "CLASSES$NoStep::someFunction" is a method; a step is a bean, or a class that implements PipelineStep (DIV-15).
                    CLASSES$NoStep:someFunction | "CLASSES$NoStep:someFunction" is a method; a step is a bean, or a class that implements PipelineStep (DIV-15).
                    noStep | the bean "noStep" is no step: it is a java.lang.String, which does not implement PipelineStep.
                    haltin | no bean or class is named "haltin". Did you mean "halting"?
                    CLASSES$BeanSteps | no bean or class is named "CLASSES$BeanSteps". Did you mean "CLASSES$BeanStep"?
                    {stepp: a} | a step is a name, or a mapping with the name under "step"; found "stepp". Did you mean "step"?
                    {name: a} | a step is a name, or a mapping with the name under "step"; found a mapping with "name".
                    {a: {timeout: 1s}} | a step is a name, or a mapping with the name under "step"; found a mapping with "a".
                    {step: [a]} | a step is a name, or a mapping with the name under "step"; found a list under "step".
                    [a] | a step is a name, or a mapping with the name under "step"; found a list.
                    true | a step is a name, or a mapping with the name under "step"; found "true".
                    {step: a, enabled: 2} | enabled must be true or false, found "2".
                    """)
    void aWrongStepIsExplained(String step, String message) {
        pipeline("[%s]".formatted(step.replace("CLASSES", CLASSES)))
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .isEqualTo(message.replace("CLASSES", CLASSES)));
        assertThat(Steps.NoStep.INITIALIZED).isEmpty();
    }

    @Test
    void theKnownStepsAreThoseThatCanBeConfiguredForTheFilter() {
        pipeline("[zzzzzzzz]").run(context -> {
            String message = problems(context).get(0).message();
            String known = message.substring(message.indexOf("Known steps for this filter: "));
            assertThat(message).startsWith("no bean or class is named \"zzzzzzzz\". Known steps for this filter: ");
            assertThat(known)
                    .contains("beanStep", "halting")
                    .doesNotContain("Lambda", "$", CLASSES, "unenrollment", "noStep");
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    5 | a pipeline is a list of steps, numbered from 0 without gaps, or one step's name; found "5".
                    {pipeline: {x: a}} | a pipeline is a list of steps, numbered from 0 without gaps, or one step's name; found a mapping.
                    {pipeline: a, fail-silently: no-thanks} | fail-silently must be true or false, found "no-thanks".
                    {pipeline: a, fail-silently: } | fail-silently must be true or false, found nothing.
                    {pipeline: a, fail-silently: [true]} | fail-silently must be true or false, found a list.
                    {pipeline: a, merge: between} | merge must be append, prepend or replace, found "between".
                    {pipeline: a, disabled-steps: [b]} | the pipeline has no step "b" to disable. Known steps of the pipeline: a.
                    """)
    void aWrongEntryIsExplained(String entry, String message) {
        pipeline(entry)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .isEqualTo(message));
    }

    @Test
    void aWrongHookTypeIsExplained() {
        yaml("""
                open-edx-filters-config:
                  org.openedx.learning.course.enrolment.started.v1: a
                  org.openedx.learning.course.enrollment.created.v1: a
                """)
                .run(context -> assertThat(problems(context))
                        .extracting(ConfigurationProblem::message)
                        .containsExactlyInAnyOrder(
                                "no filter has this type. Did you mean"
                                        + " \"org.openedx.learning.course.enrollment.started.v1\"?",
                                "this is an event, which has receivers and no pipeline. Did you mean"
                                        + " \"org.openedx.learning.course.enrollment.started.v1\"?"));
        yaml("open-edx-filters-config: true")
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .hasToString(
                                "Byte array resource [application.yml] - 1:26: open-edx-filters-config must be a mapping"
                                        + " from hook types to pipelines, found \"true\"."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {pipline: a} | "pipline" is no setting. Did you mean "pipeline"?
                    {pipelines: [a]} | "pipelines" is no setting. Did you mean "pipeline"?
                    {steps: [a]} | "steps" is no setting here. Did you mean "pipeline"?
                    {step: a} | "step" is no setting here. Did you mean "pipeline"?
                    {pipeline: a, fail-silenty: false} | "fail-silenty" is no setting. Did you mean "fail-silently"?
                    {pipeline: a, fail-silen: false} | "fail-silen" is no setting. Did you mean "fail-silently"?
                    {pipeline: a, aptions: {x: 1}} | "aptions" is no setting. Did you mean "options"?
                    {pipeline: a, disabled_step: a} | "disabled_step" is no setting. Did you mean "disabled-steps"?
                    {pipeline: a, Enable: false} | "Enable" is no setting. Did you mean "enabled"?
                    {pipeline: a, disabled: true} | "disabled" is no setting. Did you mean "enabled"?
                    {pipeline: a, silently: false} | "silently" is no setting. Did you mean "fail-silently"?
                    {pipeline: [{step: a, disabled: true}]} | "disabled" is no setting. Did you mean "enabled"?
                    {pipeline: a, timout: 1s} | "timout" is no setting. Did you mean "timeout"?
                    {pipeline: a, loglevl: info} | "loglevl" is no setting. Did you mean "log-level"?
                    {pipeline: a, option: {x: 1}} | "option" is no setting. Did you mean "options"?
                    {pipeline: [{step: a, timout: 1s}]} | "timout" is no setting. Did you mean "timeout"?
                    {pipeline: [{step: a, enable: false}]} | "enable" is no setting. Did you mean "enabled"?
                    {pipeline: [{step: a, fail_silent: no}]} | "fail_silent" is no setting. Did you mean "fail-silently"?
                    {pipeline: [{step: a, merge: append}]} | "merge" is no setting here. "merge" is one of the whole entry.
                    {pipeline: [{step: a, pipeline: [b]}]} | "pipeline" is no setting here. "pipeline" is one of the whole entry.
                    """)
    void whatIsNearlyASettingIsRefused(String entry, String message) {
        pipeline(entry)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .isEqualTo(message + " An option of this name goes under \"options\"."));
    }

    @Test
    void anOptionMayHaveAnyNameThatIsNotNearlyASettings() {
        pipeline("{pipeline: a, actions: 1, large: 2, stops: 3, type: 4, level: 5, time: 6, disabled-for: 7, opt: 8,"
                        + " metre: 9, fail-sile: 10}")
                .run(context -> assertThat(options(context))
                        .containsOnlyKeys(
                                "actions",
                                "large",
                                "stops",
                                "type",
                                "level",
                                "time",
                                "disabled-for",
                                "opt",
                                "metre",
                                "fail-sile"));
    }

    @Test
    void underOptionsAnOptionMayHaveAnyName() {
        pipeline("{pipeline: [{step: a, options: {timout: 1, step: 2}}], options: {pipelines: 3, timout: 4}, x: 5}")
                .run(context -> assertThat(options(context))
                        .containsOnly(entry("timout", 1), entry("step", 2), entry("pipelines", 3), entry("x", 5)));
        FilterContexts.environment(Map.of(
                        "OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_LEARNING_COURSE_ENROLLMENT_STARTED_V1_PIPELINE_0_STEP",
                                "a",
                        "OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_LEARNING_COURSE_ENROLLMENT_STARTED_V1_PIPELINE_0_OPTIONS_MERGE",
                                "1",
                        "OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_LEARNING_COURSE_ENROLLMENT_STARTED_V1_OPTIONS_MAX_SEATS",
                                "2"))
                .run(context ->
                        assertThat(options(context)).containsOnly(entry("merge", "1"), entry("max_seats", "2")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {pipeline: a, options: [x]} | options must be a mapping, found a list.
                    {pipeline: a, options: x} | options must be a mapping, found "x".
                    {pipeline: a, options: {x: 1}, x: 2} | "x" is given twice, under "options" and beside it.
                    """)
    void wrongOptionsAreExplained(String entry, String message) {
        pipeline(entry)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .isEqualTo(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "~",
                "{}",
                "''",
                "{pipeline: }",
                "{pipeline: ''}",
                "{pipeline: ', '}",
                "{pipeline: {}}",
                "{level: 1}",
                "{fail-silently: false}",
                "{merge: append}"
            })
    void anEntryWithoutStepsIsRefusedUnlessSomethingIsContributed(String entry) {
        pipeline(entry)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .asString()
                        .startsWith(
                                entry.contains("{}")
                                        ? "\"open-edx-filters-config." + ENROLLMENT
                                        : "Byte array resource [application.yml] - 2:3: " + ENROLLMENT)
                        .endsWith(ENROLLMENT
                                + ": the entry has no steps, so it does nothing. Name them under \"pipeline\";"
                                + " write \"pipeline: []\" for none."));
        pipeline(entry)
                .withUserConfiguration(Contributions.class)
                .run(context -> assertThat(mode(context)).isEqualTo("c a b"));
        pipeline(entry)
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .run(context -> assertThat(mode(context)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{pipeline: []}", "'[]'", "{pipeline: '[]'}", "{enabled: false}"})
    void anEntryMaySayThatItHasNoSteps(String entry) {
        pipeline(entry).run(context -> assertThat(mode(context)).isEmpty());
        pipeline(entry)
                .withUserConfiguration(Contributions.class)
                .run(context -> assertThat(mode(context)).isEmpty());
    }

    @Test
    void anEntryThatIsSwitchedOffRunsNoStepAndShowsThem() {
        pipeline("{enabled: false, pipeline: [a, {step: b, enabled: true}]}").run(context -> {
            assertThat(mode(context)).isEmpty();
            assertThat(steps(context))
                    .extracting(FilterPipelineDescription.Step::name, FilterPipelineDescription.Step::enabled)
                    .containsExactly(tuple("a", false), tuple("b", false));
        });
    }

    @Test
    void theTimeoutOfAnEntryIsThatOfEachStepWithoutOne() {
        pipeline("{timeout: 2s, pipeline: [a, {step: b, timeout: 5s}]}")
                .run(context -> assertThat(steps(context))
                        .extracting(FilterPipelineDescription.Step::timeout)
                        .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(5)));
    }

    @Test // FLT-9
    void lenientlyWhatSaysNothingDoesNotFailSilently() {
        for (String entry : List.of(
                "{fail_silently: , pipeline: [failing]}",
                "{fail_silently: '', pipeline: [failing]}",
                "{fail_silently: [], pipeline: [failing]}",
                "{fail_silently: 0, pipeline: [failing]}",
                "{fail_silently: 0.0, pipeline: [failing]}",
                "{pipeline: [{step: failing, fail_silently: }]}")) {
            pipeline(entry)
                    .withPropertyValues("openedx.hooks.filters.validation=lenient")
                    .run(context -> assertThatIllegalStateException()
                            .as(entry)
                            .isThrownBy(() -> mode(context))
                            .withMessage("boom"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    fail-silently | {x: true}
                    timeout       | [1s]
                    pipeline      | {x: a}
                    """)
    void whatIsAListOrAMappingByMistakeIsToldWithThePlaceOfItsName(String setting, String value) {
        yaml("open-edx-filters-config:\n  %s:\n    merge: append\n    %s:\n      %s\n"
                        .formatted(ENROLLMENT, setting, value))
                .run(context -> assertThat(problems(context).get(0).origin())
                        .isEqualTo("Byte array resource [application.yml] - 4:5"));
    }

    @Test
    void aPlaceholderWithoutAValueIsToldAsOne() {
        pipeline("['${nope}', '${nope:a}', '\\${nope}']")
                .run(context -> assertThat(problems(context))
                        .extracting(ConfigurationProblem::message)
                        .containsExactly(
                                "the placeholder \"${nope}\" has no value. Give it one, or a default: \"${nope:...}\"."
                                        + " For a text that is no placeholder write \"\\${\".",
                                "no bean or class is named \"${nope}\". Known steps for this filter: a, any, b,"
                                        + " beanStep, c, failing, halting, lazyStep, prototype, stopping and 1 more."));
    }

    @Test
    void aKeyThatIsNoTypeEndsBeforeTheFirstSetting() {
        FilterContexts.properties("""
                open-edx-filters-config.com.example.nothing.fail-silently=false
                open-edx-filters-config.com.example.nothing.pipeline=a
                """)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::hookType)
                        .isEqualTo("com.example.nothing"));
    }

    @Test
    void whatIsMistypedIsPointedAt() {
        yaml("""
                open-edx-filters-config:
                  org.openedx.learning.course.enrolment.started.v1:
                    # pipline
                    pipeline:
                      - a
                  org.openedx.learning.course.enrollment.started.v1:
                    pipline:
                      - b
                    pipeline:
                      - setp: good
                """)
                .run(context -> assertThat(problems(context))
                        .extracting(ConfigurationProblem::toString)
                        .containsExactly(
                                "Byte array resource [application.yml] - 7:5: " + ENROLLMENT
                                        + ": \"pipline\" is no setting. Did you mean \"pipeline\"?"
                                        + " An option of this name goes under \"options\".",
                                "Byte array resource [application.yml] - 10:9: " + ENROLLMENT
                                        + ": a step is a name, or a mapping with the name under \"step\"; found"
                                        + " \"setp\". Did you mean \"step\"?",
                                "Byte array resource [application.yml] - 2:3: org.openedx.learning.course.enrolment."
                                        + "started.v1: no filter has this type. Did you mean"
                                        + " \"org.openedx.learning.course.enrollment.started.v1\"?"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    open-edx-filter-config: {TYPE: a} | open-edx-filter-config
                    open-edx: {filters-config: {TYPE: a}} | open-edx.filters-config
                    open_edx_filters_confg: {TYPE: {pipeline: [a, b]}} | open_edx_filters_confg
                    open-edx-filters: {TYPE: [a]} | open-edx-filters
                    filters-config: {TYPE: a} | filters-config
                    spring.open-edx-filters-config: {TYPE: [a]} | spring.open-edx-filters-config
                    acme.hooks: {TYPE: {pipeline: [a]}} | acme.hooks
                    """)
    void aRootThatIsNearlyRightIsRefused(String yaml, String root) {
        yaml(yaml.replace("TYPE", ENROLLMENT))
                .run(context -> assertThat(problems(context)).singleElement().satisfies(problem -> {
                    assertThat(problem.origin()).startsWith("Byte array resource [application.yml] - 1:");
                    assertThat(problem.message())
                            .isEqualTo(
                                    "nothing reads \"%s\". Did you mean \"open-edx-filters-config\"?".formatted(root));
                }));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\u200b', 'a\\u200b'",
        "'a\u202eb', 'a\\u202eb'",
        "'a\u2028b', 'a\\u2028b'",
        "'no\nERROR x', 'no\\u000aERROR x'"
    })
    void whatCannotBePrintedIsEscaped(String written, String told) {
        ApplicationContextRunner runner = FilterContexts.with(
                RUNNER,
                new MapPropertySource(
                        "source\n" + written,
                        Map.of(
                                "open-edx-filters-config[" + ENROLLMENT + "].pipeline[0]", written,
                                "open-edx-filters-config[" + ENROLLMENT + "].fail-silently", written,
                                "open-edx-filters-config[org.x" + written + "].pipeline", written)));
        runner.run(context -> assertThat(problems(context)).hasSize(3).allSatisfy(problem -> {
            assertThat(problem.toString()).contains(told.substring(0, 2)).doesNotContain(written);
            assertThat(problem.toString()).matches("[ -~]*");
        }));
    }

    @Test // FCF-3, FCF-6
    void lenientlyWhatIsWrongIsLoggedSkippedAndRemembered(CapturedOutput output) {
        yaml("""
                openedx.hooks.filters.validation: lenient
                open-edx-filters-config:
                  org.openedx.learning.course.enrolment.started.v1: a
                  org.openedx.learning.course.enrollment.started.v1:
                    fail-silently: no-thanks
                    pipeline: [aa, b, unenrollment]
                """).run(context -> {
            assertThat(mode(context)).isEqualTo("b");
            assertThat(problems(context)).hasSize(4);
            assertThat(output).contains("no bean or class is named \"aa\"");
        });
    }

    @Test // FCF-6
    void lenientlyAMissingStepKeepsALoudPipelineFromRunning() {
        yaml("""
                openedx.hooks.filters.validation: lenient
                open-edx-filters-config:
                  org.openedx.learning.course.enrollment.started.v1: {fail-silently: false, pipeline: [a, aa]}
                """).run(context -> {
            assertThatIllegalStateException().isThrownBy(() -> mode(context)).withMessageContaining("\"aa\"");
            assertThat(context.getBean(Steps.Seen.class).contexts).isEmpty();
        });
    }

    @Test
    void aClassThatCannotBeMadeStopsTheApplicationOrFailsAtEachRun() {
        String step = "[%s$Unmakeable, a]".formatted(CLASSES);
        pipeline(step)
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .asString()
                        .contains("Unmakeable cannot be made", "not today"));
        pipeline(step)
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .run(context -> {
                    assertThat(mode(context)).isEqualTo("a");
                    assertThat(problems(context)).hasSize(1);
                });
    }

    @ParameterizedTest // FLT-8, FLT-14
    @ValueSource(strings = {"CLASSES$HaltingWhileMade", "haltingWhileMade", "haltingLater"})
    void aStepThatHaltsWhileItIsMadeHaltsEachRun(String step) {
        for (boolean failSilently : new boolean[] {true, false}) {
            pipeline("{fail-silently: %s, pipeline: [a, %s]}".formatted(failSilently, step.replace("CLASSES", CLASSES)))
                    .withBean(
                            "haltingWhileMade",
                            Steps.HaltingLater.class,
                            Steps.HaltingLater::new,
                            definition -> definition.setScope("prototype"))
                    .withBean(
                            "haltingLater",
                            Steps.HaltingLater.class,
                            Steps.HaltingLater::new,
                            definition -> definition.setLazyInit(true))
                    .run(context -> {
                        for (int run = 0; run < 2; run++) {
                            assertThatExceptionOfType(CourseEnrollmentStarted.PreventEnrollment.class)
                                    .isThrownBy(() -> mode(context))
                                    .satisfies(
                                            halt -> assertThat(halt.step()).endsWith(step.replace("CLASSES", CLASSES)));
                        }
                    });
        }
    }

    @Test
    void aBeanThatIsNullIsToldAsOne() {
        pipeline("{fail-silently: false, pipeline: [absentStep]}")
                .withUserConfiguration(AbsentStep.class)
                .run(context -> assertThatIllegalStateException()
                        .isThrownBy(() -> mode(context))
                        .withMessage("The bean \"absentStep\" is null: there is no step. Let the method that makes it"
                                + " return one, or take it out of the pipeline"));
    }

    @Test
    void lenientlyAStepThatCouldNotBeMadeIsTriedAgainAtEachRun() {
        Steps.MadeLater.possible = false;
        pipeline("[%s$MadeLater]".formatted(CLASSES))
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .run(context -> {
                    assertThat(mode(context)).isEmpty();
                    Steps.MadeLater.possible = true;
                    assertThat(mode(context)).isEqualTo("later");
                });
    }

    @Test
    void aDisabledStepNeedNotBeThere() {
        pipeline("[a, {step: gone, enabled: false}]").run(context -> {
            assertThat(mode(context)).isEqualTo("a");
            assertThat(steps(context).get(1).stepClass()).isNull();
        });
    }

    @Test
    void validationHappensAtStartupEvenIfBeansAreLazy() {
        ApplicationContextRunner lazy = pipeline("[aa]")
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()));
        lazy.run(context -> assertThat(context).hasFailed());
        pipeline("[a, %s$ClassStep, b]".formatted(CLASSES))
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(mode(context)).isEqualTo("a class b"));
    }

    @Test
    void observersAreMadeOnceForAFilterAndEachOfItsSteps() {
        List<String> made = new ArrayList<>();
        pipeline("[a, b]")
                .withBean(HookObserver.Factory.class, () -> new HookObserver.Factory() {
                    @Override
                    public HookObserver forHook(HookDefinition hook) {
                        made.add(hook.type().value());
                        return HookObserver.NONE;
                    }

                    @Override
                    public HookObserver forPart(HookDefinition hook, String part) {
                        made.add(part);
                        return HookObserver.NONE;
                    }
                })
                .run(context -> {
                    mode(context);
                    mode(context);
                    assertThat(made).containsExactlyInAnyOrder(ENROLLMENT, "a", "b");
                });
    }

    @Test
    void aContributionIsThePipelineUnlessTheOperatorHasOne(CapturedOutput output) {
        RUNNER.withUserConfiguration(Contributions.class).run(context -> {
            assertThat(mode(context)).isEqualTo("c a b");
            assertThat(output)
                    .contains("Filter " + ENROLLMENT + " runs c (bean \"second\" of org.openedx.hooks.spring.filter.");
        });
        pipeline("[a]")
                .withUserConfiguration(Contributions.class)
                .run(context -> assertThat(mode(context)).isEqualTo("a"));
        pipeline("{fail-silently: false}")
                .withUserConfiguration(Contributions.class)
                .run(context -> {
                    assertThat(mode(context)).isEqualTo("c a b");
                    assertThat(steps(context)).noneMatch(FilterPipelineDescription.Step::failSilently);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {merge: append, pipeline: [b]} | c a b b
                    {merge: PREPEND, pipeline: [b, b]} | b b c a b
                    {merge: replace, pipeline: [b]} | b
                    {disabled_steps: [a, c]} | b
                    {disabled-steps: a, merge: append, pipeline: [a, c]} | c b c
                    {pipeline: []} | ~~
                    """)
    void anOperatorsEntryReplacesContributionsOrGoesTogetherWithThem(String entry, String mode) {
        pipeline(entry)
                .withUserConfiguration(Contributions.class)
                .run(context -> assertThat(mode(context)).isEqualTo(mode));
    }

    @Test
    void lenientlyAnEntryWhoseMergeIsWrongReplacesContributions() {
        pipeline("{merge: between, pipeline: [b]}")
                .withUserConfiguration(Contributions.class)
                .withPropertyValues("openedx.hooks.filters.validation=lenient")
                .run(context -> assertThat(mode(context)).isEqualTo("b"));
    }

    @Test
    void contributionsGoBeforeAndAfterOtherSteps() {
        RUNNER.withBean(
                        "x",
                        FilterPipelineContribution.class,
                        () -> contribution("b").before("c"))
                .withBean(
                        "y",
                        FilterPipelineContribution.class,
                        () -> contribution("prototype").after("gone"))
                .withUserConfiguration(Contributions.class)
                .run(context -> assertThat(mode(context)).matches("b c a b p\\d+"));
    }

    @Test
    void contributionsGoBeforeTheFirstAndAfterTheLastStepOfAName() {
        pipeline("{merge: append, pipeline: [b, a, b, a]}")
                .withBean(
                        "x",
                        FilterPipelineContribution.class,
                        () -> contribution("c").after("b"))
                .withBean(
                        "y",
                        FilterPipelineContribution.class,
                        () -> contribution("any", "c").before("a"))
                .withBean(
                        "z",
                        FilterPipelineContribution.class,
                        () -> contribution("beanStep").before("gone"))
                .withBean(
                        "w",
                        FilterPipelineContribution.class,
                        () -> contribution("prototype").before("b"))
                .run(context -> assertThat(steps(context))
                        .extracting(FilterPipelineDescription.Step::name)
                        .containsExactly("prototype", "b", "any", "c", "a", "b", "c", "a", "beanStep"));
    }

    @Test
    void aWrongContributionNamesItsBean() {
        RUNNER.withBean("plugin", FilterPipelineContribution.class, () -> contribution("gone"))
                .run(context -> assertThat(problems(context))
                        .singleElement()
                        .extracting(ConfigurationProblem::origin)
                        .isEqualTo("bean \"plugin\""));
    }

    @Test
    void aFilterThatIsSwitchedOffIsReturnedUntouched() {
        pipeline("[a]")
                .withPropertyValues("openedx.hooks.enabled.org.openedx.learning=false")
                .run(context -> {
                    assertThat(context.getBean(OpenEdxFilters.class).run(Steps.STARTED))
                            .isSameAs(Steps.STARTED);
                    context.getBean(HookSwitches.class)
                            .of(HookType.of(ENROLLMENT))
                            .set(true);
                    assertThat(mode(context)).isEqualTo("a");
                });
    }

    @Test
    void aFilterThatNobodyListedRunsWithoutAPipeline() {
        RUNNER.run(context -> {
            UnlistedRequested filter = new UnlistedRequested("x");
            assertThat(context.getBean(OpenEdxFilters.class).run(filter)).isSameAs(filter);
        });
    }

    @Test
    void stepsAreObservedOnceAllSingletonsAreThere() {
        List<String> observed = new ArrayList<>();
        pipeline("[a, b]")
                .withBean(HookObserver.Factory.class, () -> new RecordingFactory(observed))
                .withUserConfiguration(EarlyCaller.class)
                .run(context -> {
                    assertThat(context.getBean(EarlyCaller.class).mode.get()).isEqualTo("a b");
                    assertThat(observed).isEmpty();
                    mode(context);
                    assertThat(observed).containsExactly("a COMPLETED", "b COMPLETED", ENROLLMENT + " COMPLETED");
                });
    }

    @Test
    void aStepMayRunFiltersItself() {
        pipeline("[nesting, a]")
                .withUserConfiguration(NestingConfiguration.class)
                .run(context -> assertThat(mode(context)).isEqualTo("nested a"));
    }

    @Test
    void theUsersOwnFiltersWin() {
        OpenEdxFilters own = mock(OpenEdxFilters.class);
        RUNNER.withBean(OpenEdxFilters.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(OpenEdxFilters.class)).isSameAs(own));
    }

    @Test
    void aDescriptionNamesOptionsButNotTheirValues() {
        pipeline("{api_key: secret, pipeline: [a]}").run(context -> {
            FilterPipelines pipelines = context.getBean(FilterPipelines.class);
            assertThat(pipelines.find(HookType.of(ENROLLMENT)))
                    .hasValue(pipelines.all().get(0));
            assertThat(steps(context).get(0).options()).containsExactly("api_key");
            assertThat(pipelines.all().toString()).doesNotContain("secret");
            assertThat(steps(context).get(0).stepClass()).endsWith("StepBeans$$Lambda");
        });
    }

    @Test
    void anOverrideOfOneFilterLeavesTheOthersToTheirOperators() {
        yaml("open-edx-filters-config:\n  %s: [a]\n".formatted(ENROLLMENT))
                .withUserConfiguration(Contributions.class)
                .run(context -> {
                    HookType other = HookType.of("org.openedx.learning.course.unenrollment.started.v1");
                    context.getBean(FilterPipelines.class).override(other, "unenrollment", null);
                    assertThat(mode(context)).isEqualTo("a");
                    assertThat(context.getBean(FilterPipelines.class).find(other))
                            .isPresent();
                });
    }

    @Test
    void aChildContextHasPipelinesOfItsOwnWithItsOwnBeansAndThoseOfItsParents() {
        pipeline("[a]")
                .run(parent -> RUNNER_WITHOUT_STEPS
                        .withParent(parent)
                        .withPropertyValues("open-edx-filters-config." + ENROLLMENT + "=b,own")
                        .withBean("own", PipelineStep.class, () ->
                                (PipelineStep<CourseEnrollmentStarted>) (filter, context) -> Steps.add(filter, "own"))
                        .run(child -> {
                            assertThat(mode(child)).isEqualTo("b own");
                            assertThat(mode(parent)).isEqualTo("a");
                        }));
    }

    @Test
    void anEntryOfTheParentsConfigurationCannotNameBeansOfAChild() {
        pipeline("[own]")
                .run(parent -> assertThat(problems(parent))
                        .singleElement()
                        .extracting(ConfigurationProblem::message)
                        .asString()
                        .startsWith("no bean or class is named \"own\"."));
    }

    private static FilterPipelineContribution contribution(String... steps) {
        return FilterPipelineContribution.to(CourseEnrollmentStarted.class, steps);
    }

    @FilterHook(type = "org.openedx.learning.unlisted.requested.v1")
    record UnlistedRequested(String value) implements OpenEdxFilter {}

    @Configuration(proxyBeanMethods = false)
    static class Contributions {

        @Bean
        @Order(2)
        FilterPipelineContribution first() {
            return contribution("a", "b");
        }

        @Bean
        @Order(1)
        FilterPipelineContribution second() {
            return contribution("c").first();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AbsentStep {

        @Bean
        @Nullable
        PipelineStep<CourseEnrollmentStarted> absentStep() {
            return null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ProxyConfiguration {

        static final List<String> CALLS = new ArrayList<>();

        static boolean ofClass;

        @Bean
        static BeanNameAutoProxyCreator proxies() {
            BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
            proxies.setBeanNames("beanStep");
            proxies.setInterceptorNames("recording");
            proxies.setProxyTargetClass(ofClass);
            return proxies;
        }

        @Bean
        static MethodInterceptor recording() {
            return call -> {
                CALLS.add(call.getMethod().getName());
                return call.proceed();
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EarlyCaller implements InitializingBean {

        final AtomicReference<String> mode = new AtomicReference<>();

        private final OpenEdxFilters filters;

        EarlyCaller(OpenEdxFilters filters) {
            this.filters = filters;
        }

        @Override
        public void afterPropertiesSet() {
            mode.set(filters.run(Steps.STARTED).mode());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NestingConfiguration {

        @Bean
        PipelineStep<CourseEnrollmentStarted> nesting(OpenEdxFilters filters) {
            return (filter, context) -> {
                filters.run(new UnlistedRequested("x"));
                return Steps.add(filter, "nested");
            };
        }
    }

    private record RecordingFactory(List<String> observed) implements HookObserver.Factory {

        @Override
        public HookObserver forHook(HookDefinition hook) {
            return (outcome, nanos, failure) -> observed.add(hook.type() + " " + outcome);
        }

        @Override
        public HookObserver forPart(HookDefinition hook, String part) {
            return (outcome, nanos, failure) -> observed.add(part + " " + outcome);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.FilterValidation;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Settings below openedx.hooks that do nothing, or cannot be meant")
class SettingsCheckTests {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    events: {robus: false}      | "openedx.hooks.events.robus" is no setting. Did you mean "openedx.hooks.events.robust"?
                    recnt: 5                    | "openedx.hooks.recnt" is no setting. Did you mean "openedx.hooks.recent"?
                    servicename: x              |
                    service_name: x             |
                    service: {name: x}          | "openedx.hooks.service.name" is no setting. Did you mean "openedx.hooks.service-name"?
                    filter: {validation: lenient} | "openedx.hooks.filter.validation" is no setting. Did you mean "openedx.hooks.filters.validation"?
                    events: {maxDepht: 3}       | "openedx.hooks.events.maxdepht" is no setting. Did you mean "openedx.hooks.events.max-depth"?
                    something: {else: 1}        | "openedx.hooks.something.else" is no setting. Known settings: openedx.hooks.service-name, openedx.hooks.recent, openedx.hooks.events.robust, openedx.hooks.events.max-depth, openedx.hooks.events.source, openedx.hooks.filters.validation, openedx.hooks.filters.max-depth, openedx.hooks.web.enabled.
                    filters: {org.openedx.learning.course.enrollment.started.v1: a} | "openedx.hooks.filters.org.openedx.learning.course.enrollment.started.v1" is no setting. Pipelines are configured below open-edx-filters-config.
                    console: {enabled: false}   | "openedx.hooks.console.enabled" is no setting. The console has none: it is where the endpoint openedxhooks is, and for whom that is.
                    console: false              | "openedx.hooks.console" is no setting. The console has none: it is where the endpoint openedxhooks is, and for whom that is.
                    recent: -5                  | openedx.hooks.recent must be a whole number, at least 0, found "-5".
                    recent: many                | openedx.hooks.recent must be a whole number, at least 0, found "many".
                    recent: 1.5                 | openedx.hooks.recent must be a whole number, at least 0, found "1.5".
                    recent: 0                   |
                    events: {max-depth: 0}      | openedx.hooks.events.max-depth must be a whole number, at least 1, found "0".
                    events: {max-depth: 1}      |
                    events: {source: " "}       | openedx.hooks.events.source must be text that can be printed, such as openedx/{service}/worker, with no other name in braces, found " ".
                    events.source: "openedx/{servce}/web" | openedx.hooks.events.source must be text that can be printed, such as openedx/{service}/worker, with no other name in braces, found "openedx/{servce}/web".
                    events.source: "openedx/{}/web" | openedx.hooks.events.source must be text that can be printed, such as openedx/{service}/worker, with no other name in braces, found "openedx/{}/web".
                    events.source: "openedx/{service}/worker" |
                    events: {robust: perhaps}   | openedx.hooks.events.robust must be true or false, found "perhaps".
                    filters: {max-depth: -1}    | openedx.hooks.filters.max-depth must be a whole number, at least 1, found "-1".
                    filters: {validation: stict} | openedx.hooks.filters.validation must be strict or lenient, found "stict".
                    filters: {validation: LENIENT} |
                    web: {enabled: 2}           | openedx.hooks.web.enabled must be true or false, found "2".
                    service-name: "a\\u001b[31m\\nERROR b" | openedx.hooks.service-name must be text that can be printed, found "a\\u001b[31m\\u000aERROR b".
                    service-name: "\\u202eb"    | openedx.hooks.service-name must be text that can be printed, found "\\u202eb".
                    service-name: ""            |
                    enabled: {all: true}        |
                    service-name: ${nope:x}     |
                    events:                     |
                    web: true                   | "openedx.hooks.web" is no setting. Known settings: openedx.hooks.web.enabled.
                    """)
    void whatIsWrongIsRefusedWithWhereItStandsAndWhatWouldBeRight(String yaml, String message) {
        runner.withInitializer(context -> addFirst(context.getEnvironment().getPropertySources(), yaml))
                .run(context -> {
                    if (message == null) {
                        assertThat(context).hasNotFailed();
                    } else {
                        ConfigurationProblem problem = onlyProblem(context);
                        assertThat(problem.message()).isEqualTo(message);
                        assertThat(problem.origin()).startsWith("Byte array resource [application.yml] - 2:");
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"service-name", "recent", "events.robust", "filters.validation"})
    void aPlaceholderWithoutAValueIsToldAsOne(String setting) {
        runner.withPropertyValues("openedx.hooks." + setting + "=${nope}")
                .run(context -> assertThat(onlyProblem(context).message())
                        .startsWith("openedx.hooks." + setting + ": the placeholder \"${nope}\" has no value."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"openedx.hook", "openedx-hooks", "opendx.hoks", "openedxHooks"})
    void aRootThatIsNearlyRightIsRefusedIfASettingStandsBelowIt(String root) {
        runner.withPropertyValues(root + ".service-name=x", root + ".recent=5")
                .run(context -> assertThat(onlyProblem(context).message())
                        .isEqualTo("nothing reads \"%s\". Did you mean \"openedx.hooks\"?".formatted(root)));
        runner.withPropertyValues(root + ".color=red")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void rootsOfOthersAreFine() {
        runner.withPropertyValues("openedx.books.recent=5", "openedx.recent=5", "openedx.hooks.web.enabled=true")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aValueInPlaceOfAllSettingsIsRefused() {
        runner.withPropertyValues("openedx.hooks=true")
                .run(context -> assertThat(onlyProblem(context).message())
                        .startsWith("\"openedx.hooks\" is no setting. Known settings: openedx.hooks.service-name,"));
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        runner.withPropertyValues("openedx.hooks.recent=-1", "openedx.hooks.recents=2", "openedx.hooks.events.robust=x")
                .run(context -> assertThat(problems(context))
                        .extracting(ConfigurationProblem::message)
                        .hasSize(3)
                        .anyMatch(message -> message.contains("recents")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPENEDX_HOOKS_SERVICE_HOST",
                "OPENEDX_HOOKS_SERVICE_PORT",
                "OPENEDX_HOOKS_PORT_8080_TCP_ADDR",
                "OPENEDX_HOOKS_SERVICENAME",
                "OPENEDX_HOOKS_SERVICE_NAME",
                "OPENEDX_HOOKS_ENABLED_ALL"
            })
    void variablesOfOthersAndOfOursAreFine(String variable) {
        runner.withInitializer(context -> setVariable(context.getEnvironment().getPropertySources(), variable, "true"))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aVariableThatIsNearlyRightIsRefused() {
        runner.withInitializer(context -> setVariable(
                        context.getEnvironment().getPropertySources(), "OPENEDX_HOOKS_EVENTS_ROBUS", "false"))
                .run(context -> assertThat(onlyProblem(context)).satisfies(problem -> {
                    assertThat(problem.origin()).contains("OPENEDX_HOOKS_EVENTS_ROBUS");
                    assertThat(problem.message()).endsWith("Did you mean \"openedx.hooks.events.robust\"?");
                }));
    }

    @Test
    void variablesWithAndWithoutUnderscoresForHyphensAreUnderstood() {
        for (String name : List.of("MAXDEPTH", "MAX_DEPTH")) {
            runner.withInitializer(context -> setVariable(
                            context.getEnvironment().getPropertySources(), "OPENEDX_HOOKS_EVENTS_" + name, "7"))
                    .run(context -> assertThat(context.getBean(OpenEdxHooksProperties.class)
                                    .events()
                                    .maxDepth())
                            .isEqualTo(7));
            runner.withInitializer(context -> setVariable(
                            context.getEnvironment().getPropertySources(), "OPENEDX_HOOKS_EVENTS_" + name, "0"))
                    .run(context -> assertThat(onlyProblem(context).message()).contains("found \"0\""));
        }
    }

    @Test
    void aSystemPropertyOfSomebodyElseIsFineAndOneThatIsNearlyRightIsNot() {
        runner.withSystemProperties("openedx.hooks.store-schemas=true")
                .run(context -> assertThat(context).hasNotFailed());
        runner.withSystemProperties("openedx.hooks.recents=1")
                .run(context -> assertThat(onlyProblem(context).message()).contains("openedx.hooks.recent\"?"));
    }

    @Test
    void theDefaultsAreThoseOfTheMetadata() {
        runner.run(context -> assertThat(context.getBean(OpenEdxHooksProperties.class))
                .isEqualTo(new OpenEdxHooksProperties(
                        null,
                        0,
                        new OpenEdxHooksProperties.Events(true, 32, "openedx/{service}/web"),
                        new OpenEdxHooksProperties.Filters(FilterValidation.STRICT, 32),
                        new OpenEdxHooksProperties.Web(true))));
    }

    /** Whoever adds a setting says what it may be. */
    @ParameterizedTest
    @MethodSource
    void everySettingIsChecked(String setting) {
        String nearly = setting + "x";
        runner.withPropertyValues(nearly + "=1")
                .run(context -> assertThat(onlyProblem(context).message())
                        .isEqualTo("\"%s\" is no setting. Did you mean \"%s\"?".formatted(nearly, setting)));
    }

    static Stream<String> everySettingIsChecked() {
        return JsonMapper.shared()
                .readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json"))
                .get("properties")
                .valueStream()
                .map(property -> property.get("name").stringValue())
                .filter(name -> name.startsWith("openedx.hooks.") && !name.equals("openedx.hooks.enabled"));
    }

    private static ConfigurationProblem onlyProblem(AssertableApplicationContext context) {
        assertThat(problems(context)).hasSize(1);
        return problems(context).get(0);
    }

    private static List<ConfigurationProblem> problems(AssertableApplicationContext context) {
        assertThat(context).hasFailed();
        Throwable cause =
                NestedExceptionUtils.getMostSpecificCause(Objects.requireNonNull(context.getStartupFailure()));
        assertThat(cause).isInstanceOf(InvalidHookConfigurationException.class);
        return cause instanceof InvalidHookConfigurationException invalid ? invalid.problems() : List.of();
    }

    private static void addFirst(MutablePropertySources sources, String yaml) {
        try {
            sources.addFirst(new YamlPropertySourceLoader()
                    .load(
                            "yaml",
                            new ByteArrayResource(
                                    ("openedx.hooks:\n  " + yaml).getBytes(StandardCharsets.UTF_8), "application.yml"))
                    .get(0));
        } catch (IOException ex) {
            throw new AssertionError(ex);
        }
    }

    private static void setVariable(MutablePropertySources sources, String name, String value) {
        String environment = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        PropertySource<?> variables = new SystemEnvironmentPropertySource(environment, Map.of(name, value));
        sources.replace(environment, variables);
    }
}

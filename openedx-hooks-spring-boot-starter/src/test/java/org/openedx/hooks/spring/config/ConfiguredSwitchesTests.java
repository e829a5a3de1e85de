/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookSwitches.Rule;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("Switches of hooks as they are configured (PUR-7)")
@ExtendWith(OutputCaptureExtension.class)
class ConfiguredSwitchesTests {

    private static final HookCatalog CATALOG = HookCatalog.load(ConfiguredSwitchesTests.class.getClassLoader());

    @ParameterizedTest
    @MethodSource("types")
    void everyHookCanBeSwitchedOffByAVariable(String type) {
        String variable =
                "OPENEDX_HOOKS_ENABLED_" + type.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");

        ConfiguredSwitches configured = variables(Map.of(variable, "false"));

        assertThat(configured.problems().found()).isEmpty();
        assertThat(configured.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.prefix()).isEqualTo(type);
            assertThat(rule.on()).isFalse();
            assertThat(rule.origin()).contains(variable);
        });
        assertThat(types().filter(other -> !new HookSwitches(configured.rules())
                        .of(HookType.of(other))
                        .isOn()))
                .containsExactly(type);
    }

    static Stream<String> types() {
        return CATALOG.types().stream();
    }

    @Test
    void aPrefixWithAnUnderscoreCanBeSwitchedOffByAVariable() {
        assertThat(variables(Map.of("OPENEDX_HOOKS_ENABLED_ORG_OPENEDX_CONTENT_AUTHORING", "off"))
                        .rules())
                .extracting(Rule::prefix)
                .containsExactly("org.openedx.content_authoring");
        assertThat(variables(Map.of("openedx_hooks_enabled_all", "no")).rules())
                .extracting(Rule::prefix)
                .containsExactly("all");
    }

    @Test
    void aVariableGoesBeforeAFile() {
        StandardEnvironment environment = yaml("openedx.hooks.enabled.org.openedx.content_authoring: true");
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        "systemEnvironment-test",
                        Map.of("OPENEDX_HOOKS_ENABLED_ORG_OPENEDX_CONTENT_AUTHORING", "false")));

        assertThat(ConfiguredSwitches.in(environment, CATALOG.types()).rules())
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.on()).isFalse();
                    assertThat(rule.origin()).contains("ORG_OPENEDX_CONTENT_AUTHORING");
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    org.openedx.learning.course.enroll: false | a switch is for whole segments of hook types, and "org.openedx.learning.course.enroll" ends within one. Did you mean "org.openedx.learning.course.enrollment"?
                    org.openedx.lerning: false        | no hook's type begins with "org.openedx.lerning". Did you mean "org.openedx.learning"?
                    org.openedx.learning.course.enrolment.created.v1: false | no hook's type begins with "org.openedx.learning.course.enrolment.created.v1". Did you mean "org.openedx.learning.course.enrollment.created.v1"?
                    org.openedx.Learning: false       | no hook's type begins with "org.openedx.Learning". Did you mean "org.openedx.learning"?
                    com.example.shop: false           | no hook's type begins with "com.example.shop". Known prefixes:
                    org.openedx.learning: perhaps     | openedx.hooks.enabled.org.openedx.learning must be true or false, found "perhaps".
                    org.openedx.learning: ""          | openedx.hooks.enabled.org.openedx.learning must be true or false, found nothing.
                    org.openedx.learning: [false]     | no hook's type begins with "org.openedx.learning
                    false                             | openedx.hooks.enabled must be a mapping
                    """)
    void whatIsWrongIsToldWithWhereItStandsAndWhatWouldBeRight(String yaml, String message) {
        ConfiguredSwitches configured =
                ConfiguredSwitches.in(yaml("openedx.hooks.enabled:\n  " + yaml), CATALOG.types());

        assertThat(configured.problems().found()).isNotEmpty().first().satisfies(problem -> {
            assertThat(problem.message()).startsWith(message);
            assertThat(problem.origin()).startsWith("Byte array resource [application.yml] - 2:");
        });
    }

    @Test
    void aVariableOfNoHookIsToldAsWell() {
        assertThat(variables(Map.of("OPENEDX_HOOKS_ENABLED_ORG_OPENEDX_CONTENT_AUTORING", "false"))
                        .problems()
                        .found())
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.message()).endsWith("Did you mean \"org.openedx.content_authoring\"?"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"org.openedx.le\u202erning", "a\u001b[31m", "x\u2028y"})
    void nothingThatCannotBePrintedReachesAMessage(String prefix) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("openedx.hooks.enabled[" + prefix + "]", "a\nb")));

        List<ConfigurationProblem> problems =
                ConfiguredSwitches.in(environment, CATALOG.types()).problems().found();

        assertThat(problems)
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\u2028]"));
    }

    @Test
    void anApplicationWithAWrongSwitchDoesNotStart() {
        runner().withPropertyValues(
                        "openedx.hooks.enabled.org.openedx.learnin=false", "spring.main.lazy-initialization=true")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(InvalidHookConfigurationException.class)
                        .hasMessageContaining("ends within one. Did you mean \"org.openedx.learning\"?"));
    }

    @Test
    void whatIsSwitchedOffIsLoggedAtStart(CapturedOutput output) {
        runner().withPropertyValues(
                        "openedx.hooks.enabled.org.openedx.learning=false", "openedx.hooks.enabled.all=true")
                .run(context -> assertThat(output)
                        .containsOnlyOnce("\"openedx.hooks.enabled.org.openedx.learning\" from property source \"test\""
                                + " switches org.openedx.learning off")
                        .containsOnlyOnce("switches all other hooks on"));
    }

    @Test
    void nothingIsLoggedIfNothingIsOff(CapturedOutput output) {
        runner().withPropertyValues("openedx.hooks.enabled.org.openedx.learning=true")
                .run(context -> assertThat(output).doesNotContain("switches"));
    }

    private static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class));
    }

    private static ConfiguredSwitches variables(Map<String, Object> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace("systemEnvironment", new SystemEnvironmentPropertySource("systemEnvironment", variables));
        return ConfiguredSwitches.in(environment, CATALOG.types());
    }

    private static StandardEnvironment yaml(String yaml) {
        StandardEnvironment environment = new StandardEnvironment();
        try {
            environment
                    .getPropertySources()
                    .addFirst(new YamlPropertySourceLoader()
                            .load(
                                    "yaml",
                                    new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8), "application.yml"))
                            .get(0));
        } catch (IOException ex) {
            throw new AssertionError(ex);
        }
        return environment;
    }
}

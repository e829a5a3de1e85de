/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

@ExtendWith(OutputCaptureExtension.class)
class HookConfigurationTests {

    private static final Set<String> TYPES = Set.of(
            "org.openedx.authz.role_assignment.created", "org.openedx.enterprise.subsidy.redemption-reversed.v1");

    private final HookConfiguration pipelines =
            HookConfiguration.ofEntries("open-edx-filters-config", "pipelines", TYPES, new PipelineForm());

    private final HookConfiguration switches = HookConfiguration.ofValues(
            "openedx.hooks.enabled", "switches", List.of("org.openedx", "org.openedx.content_authoring", "all"));

    private final HookConfiguration routes =
            HookConfiguration.ofEntries("event-bus-producer-config", "routes", TYPES, new RouteForm());

    private final ConfigurationProblems problems = new ConfigurationProblems();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    org.openedx.content_authoring.x_y.started.v1.pipeline[0] | org.openedx.content_authoring.x_y.started.v1 pipeline [0]
                    org.openedx.enterprise.subsidy.redemption-reversed.v1[0] | org.openedx.enterprise.subsidy.redemption-reversed.v1 pipeline [0]
                    org.openedx.authz.role_assignment.created.fail_silently | org.openedx.authz.role_assignment.created fail-silently
                    org.openedx.other.v12.x.v1 | org.openedx.other.v12 x v1
                    org.openedx.noversion.pipeline | org.openedx.noversion pipeline
                    org.openedx.noversion[0] | org.openedx.noversion pipeline [0]
                    [any.thing].pipeline[0].FAIL-SILENTLY | any.thing pipeline [0] FAIL-SILENTLY
                    """)
    void aTypeEndsAtItsBracketOrAsAKnownTypeOrWithAVersion(String name, String way) {
        assertThat(ways(pipelines.read(with(properties("open-edx-filters-config." + name, "x")), problems)))
                .containsExactly(entry(way, "x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ORG_OPENEDX_AUTHZ_ROLE_ASSIGNMENT_CREATED_PIPELINE_0_ | org.openedx.authz.role_assignment.created pipeline [0]
                    ORG_OPENEDX_ENTERPRISE_SUBSIDY_REDEMPTIONREVERSED_V1 | org.openedx.enterprise.subsidy.redemption-reversed.v1 pipeline
                    ORG_OPENEDX_ENTERPRISE_SUBSIDY_REDEMPTION_REVERSED_V1_X_Y_2 | org.openedx.enterprise.subsidy.redemption-reversed.v1 x_y [2]
                    ORG_OPENEDX_UNKNOWN_V1_FAIL_SILENTLY | org.openedx.unknown.v1 fail-silently
                    """)
    void variablesFindTheTypesWhoseNamesTheyCannotSpell(String name, String way) {
        assertThat(ways(pipelines.read(with(variables("OPEN_EDX_FILTERS_CONFIG_" + name, "x")), problems)))
                .containsExactly(entry(way, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openedx.hooks.enabled.org.openedx.content_authoring",
                "openedx.hooks.enabled[org.openedx.content_authoring]",
                "openedx.hooks.enabled.[org.openedx.content_authoring]",
                "openedx.hooks.enabled.org.[openedx.content_authoring]",
                "OpenEdx.Hooks.Enabled.org.openedx.content_authoring",
            })
    void aKeyWithAValueIsTheWholeName(String property) {
        assertThat(ways(switches.read(with(properties(property, "false")), problems)))
                .containsExactly(entry("org.openedx.content_authoring", "false"));
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENEDX_HOOKS_ENABLED_ORG_OPENEDX_CONTENT_AUTHORING, org.openedx.content_authoring",
        "OPENEDX_HOOKS_ENABLED_ORG_OPENEDX_CONTENTAUTHORING, org.openedx.content_authoring",
        "openedx_hooks_enabled_all, all",
        "OPENEDX_HOOKS_ENABLED_ORG_OPENEDX_UNKNOWN_THING, org.openedx.unknown.thing",
    })
    void variablesFindKeysWithAValue(String variable, String key) {
        assertThat(ways(switches.read(with(variables(variable, "false")), problems)))
                .containsExactly(entry(key, "false"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openedx.hooks.robust",
                "openedx.hooks",
                "openedx",
                "",
                "x.openedx.hooks.enabled.org.openedx",
                "OPENEDX_HOOKS_ENABLED_ORG_OPENEDX",
            })
    void whatIsNotBelowTheRootIsLeftAlone(String property) {
        assertThat(switches.read(with(properties(property, "false")), problems)).isEmpty();
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    open-edx-filter-config.org.openedx.x.v1.pipeline | open-edx-filter-config
                    open-edx-filter-config[org.openedx.x.v1] | open-edx-filter-config
                    open-edx.filters-config.org.openedx.x.v1 | open-edx.filters-config
                    open.edx.filters.config.org.openedx.x.v1 | open.edx.filters.config
                    openedx-filters-conf.org.openedx.x.v1 | openedx-filters-conf
                    OPEN_EDX_FILTER_CONFIG_ORG_OPENEDX_X_V1 | OPEN_EDX_FILTER_CONFIG
                    """)
    void aRootThatIsNearlyRightIsAProblem(String property, String root) {
        pipelines.read(with(property.contains(".") ? properties(property, "a") : variables(property, "a")), problems);

        assertNothingReads(root, "open-edx-filters-config");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    open-edx-filters.org.openedx.authz.role_assignment.created[0] | open-edx-filters
                    openedx.filters[org.openedx.authz.role_assignment.created].enabled | openedx.filters
                    filters-config.org.openedx.authz.role_assignment.created | filters-config
                    spring.open-edx-filters-config.org.openedx.authz.role_assignment.created[0] | spring.open-edx-filters-config
                    acme.x.org.openedx.authz.role_assignment.created.pipeline[0].step | acme.x
                    acme.x[org.openedx.authz.role_assignment.created].Pipeline | acme.x
                    SPRING_OPEN_EDX_FILTERS_CONFIG_ORG_OPENEDX_AUTHZ_ROLE_ASSIGNMENT_CREATED | SPRING_OPEN_EDX_FILTERS_CONFIG
                    X_ORG_OPENEDX_ENTERPRISE_SUBSIDY_REDEMPTION_REVERSED_V1_PIPELINE_0 | X
                    """)
    void anEntryBelowAnotherRootIsAProblem(String property, String root) {
        read(property);

        assertNothingReads(root, "open-edx-filters-config");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    open-edx-filters.something.pipeline | open-edx-filters
                    openedx.filters.validation | openedx.filters
                    my.openedxfilters.url | my.openedxfilters
                    acme.filters.org.openedx.authz.role_assignment.created | acme.filters
                    open-edx-filters[0] | open-edx-filters
                    open-edx-filters | open-edx-filters
                    """)
    void aRootThatMayBeSomebodyElsesIsNamed(String property, String root, CapturedOutput output) {
        read(property);

        assertThat(problems.found()).isEmpty();
        assertThat(output)
                .contains("\"%s\" is not read for hooks; pipelines stand below \"open-edx-filters-config\""
                        .formatted(root));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "logging.level.org.openedx.authz.role_assignment.created",
                "acme.alerts.org.openedx.authz.role_assignment.created[0]",
                "acme.org.openedx.authz.role_assignment.created_too.pipeline",
                "event-bus-producer-config.org.openedx.authz.role_assignment.created.pipeline.enabled",
                "org.openedx.authz.role_assignment.created.pipeline",
                "acme.open-edx-filters",
                "ACME_ALERTS_ORG_OPENEDX_AUTHZ_ROLE_ASSIGNMENT_CREATED",
                "EVENT_BUS_PRODUCER_CONFIG_ORG_OPENEDX_AUTHZ_ROLE_ASSIGNMENT_CREATED_PIPELINE_ENABLED",
                "OPENEDX_FILTERS_SERVICE_HOST"
            })
    void whatOthersSayAboutAHookIsLeftAlone(String property, CapturedOutput output) {
        read(property);

        assertThat(problems.found()).isEmpty();
        assertThat(output).doesNotContain("is not read");
    }

    private void assertNothingReads(String root, String meant) {
        assertThat(problems.found())
                .singleElement()
                .extracting(ConfigurationProblem::message)
                .isEqualTo("nothing reads \"%s\". Did you mean \"%s\"?".formatted(root, meant));
    }

    private void read(String property) {
        boolean variable = property.matches("[A-Z0-9_]+");
        assertThat(pipelines.read(with(variable ? variables(property, "a") : properties(property, "a")), problems))
                .isEmpty();
    }

    @Test
    void aRouteBelowAnotherRootIsAProblem() {
        routes.read(
                with(properties(
                        "producer-config.org.openedx.authz.role_assignment.created.roles.event_key_field", "a.b")),
                problems);

        assertNothingReads("producer-config", "event-bus-producer-config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme.open-edx-filters", "openedx.hooks.enabled.org", "o", "open-edx-x-config.a", ""})
    void aRootThatIsFarFromOursIsLeftAlone(String property) {
        assertThat(pipelines.read(with(properties(property, "a")), problems)).isEmpty();
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openedx.hooks.enabledx",
                "openedx.hooks.enable",
                "openedx.hooksx.enabled",
                "openedx.hooks.[enabled]"
            })
    void aRootOfSeveralNamesMayBeNearlyRightInEach(String root) {
        assertThat(switches.read(with(properties(root + ".org.openedx", "false")), problems))
                .isEmpty();
        assertNothingReads(root, "openedx.hooks.enabled");
    }

    @Test
    void aVariableMayHaveAllSwitchesAsJson() {
        assertThat(switches.read(with(variables("OPENEDX_HOOKS_ENABLED", "{\"org.openedx\": false}")), problems))
                .containsOnlyKeys("org.openedx");
        assertThat(problems.found()).isEmpty();
        switches.read(with(variables("OPENEDX_HOOKS_ENABLED", "false")), problems);
        assertThat(problems.found())
                .singleElement()
                .extracting(ConfigurationProblem::message)
                .isEqualTo("openedx.hooks.enabled must be a mapping from hook types to switches, found \"false\".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"org.openedx\": True}", "{\"org.openedx\": None}", "{'org.openedx': true}"})
    void aMappingThatWasCopiedFromPythonIsToldWhatJsonHas(String json) {
        switches.read(with(variables("OPENEDX_HOOKS_ENABLED", json)), problems);

        assertThat(problems.found())
                .singleElement()
                .extracting(ConfigurationProblem::message)
                .asString()
                .startsWith("openedx.hooks.enabled is no JSON object: Un")
                .endsWith(". JSON has true, false and null for Python's True, False and None, and double quotes.")
                .doesNotContain("Source");
    }

    @Test
    void whatStandsTwiceAtOnePlaceIsAmbiguous() {
        Map<String, Object> twice = new LinkedHashMap<>();
        twice.put("open-edx-filters-config[org.openedx.x.v1].pipeline", "a");
        twice.put("open-edx-filters-config[org.openedx.x.v1].pipeline[0]", "b");
        pipelines.read(with(new MapPropertySource("properties", twice)), problems);

        assertThat(problems.found())
                .singleElement()
                .extracting(ConfigurationProblem::message)
                .isEqualTo("\"pipeline[0]\" is given twice, in two spellings.");
    }

    @Test
    void aRootThatIsNoMappingIsAProblem() {
        switches.read(with(properties("openedx.hooks.enabled", "false")), problems);
        pipelines.read(with(properties("open-edx-filters-config[0]", "a")), problems);

        assertThat(problems.found())
                .extracting(ConfigurationProblem::message)
                .containsExactly(
                        "openedx.hooks.enabled must be a mapping from hook types to switches, found \"false\".",
                        "open-edx-filters-config must be a mapping from hook types to pipelines, found \"a\".");
    }

    @Test
    void aTextMayBeAllOfARootAsJson() {
        String entries =
                "{\"org.openedx.noversion\": {\"pipeline\": [\"a\", {\"step\": \"b\"}]}, \"org.openedx.x.v1\": \"c\"}";
        assertThat(ways(pipelines.read(with(variables("OPEN_EDX_FILTERS_CONFIG", entries)), problems)))
                .containsOnly(
                        entry("org.openedx.noversion pipeline [0]", "a"),
                        entry("org.openedx.noversion pipeline [1] step", "b"),
                        entry("org.openedx.x.v1 pipeline", "c"));
        assertThat(ways(switches.read(with(properties("openedx.hooks.enabled", " {\"all\": false} ")), problems)))
                .containsExactly(entry("all", "false"));
        assertThat(pipelines.read(with(properties("open-edx-filters-config", "{}")), problems))
                .isEmpty();
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void aTextThatIsNoJsonIsToldInOneLine() {
        pipelines.read(with(variables("OPEN_EDX_FILTERS_CONFIG", "{\"org.openedx.x.v1\":\n [}\u202e")), problems);

        assertThat(problems.found()).singleElement().satisfies(problem -> {
            assertThat(problem.message())
                    .startsWith("open-edx-filters-config is no JSON object: Unexpected ")
                    .doesNotContain("\n", "\u202e");
            assertThat(problem.origin()).contains("OPEN_EDX_FILTERS_CONFIG");
        });
    }

    @Test
    void mapsBelowTheRootHaveTypesAsKeys() {
        Map<String, Object> entries = Map.of("org.openedx.noversion", Map.of("pipeline", List.of("a", "b")));

        assertThat(ways(pipelines.read(with(properties("open-edx-filters-config", entries)), problems)))
                .containsExactly(
                        entry("org.openedx.noversion pipeline [0]", "a"),
                        entry("org.openedx.noversion pipeline [1]", "b"));
    }

    @ParameterizedTest
    @CsvSource({
        "event-bus-producer-config.org.openedx.authz.role_assignment.created.my.topic-a.event_key_field",
        "event-bus-producer-config.org.openedx.authz.role_assignment.created.my.topic-a.event-key-field",
        "event-bus-producer-config[org.openedx.authz.role_assignment.created][my.topic-a].eventKeyField",
    })
    void namesWithinAnEntryMayHaveDotsIfItsFormSaysWhereTheyEnd(String property) {
        assertThat(ways(routes.read(with(properties(property, "role.key")), problems)))
                .containsExactly(
                        entry("org.openedx.authz.role_assignment.created my.topic-a event-key-field", "role.key"));
    }

    @Test
    void aVariableOverridesANameThatItCannotSpell() {
        StandardEnvironment environment = with(properties(
                "event-bus-producer-config[org.openedx.authz.role_assignment.created].My-Topic",
                Map.of("enabled", true)));
        environment
                .getPropertySources()
                .addFirst(variables(
                        "EVENT_BUS_PRODUCER_CONFIG_ORG_OPENEDX_AUTHZ_ROLE_ASSIGNMENT_CREATED_MY_TOPIC_ENABLED",
                        "false"));

        assertThat(ways(routes.read(environment, problems)))
                .containsExactly(entry("org.openedx.authz.role_assignment.created My-Topic enabled", "false"));
    }

    @Test
    void everythingThatIsWrongIsThrownAtOnce() {
        Settings settings = Settings.of(
                "org.openedx.x.v1",
                pipelines
                        .entry("org.openedx.x.v1", Map.of("enabled", "perhaps", "timeout", "-1s"), "here", problems)
                        .children(),
                problems);
        settings.bool("enabled");
        settings.duration("timeout");

        assertThatExceptionOfType(InvalidHookConfigurationException.class)
                .isThrownBy(() -> problems.throwIfAny("routes", "Or do without."))
                .satisfies(ex -> {
                    assertThat(ex.report().replace(System.lineSeparator(), "\n"))
                            .isEqualTo("""
                            The routes of this application have 2 problems:

                                here
                                    org.openedx.x.v1:
                                    enabled must be true or false, found "perhaps".

                                here
                                    org.openedx.x.v1:
                                    timeout must be a positive duration such as 2s or 500ms, found "-1s".""");
                    assertThat(ex.action()).isEqualTo("Correct the configuration. Or do without.");
                });
    }

    private static StandardEnvironment with(PropertySource<?> source) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(own -> environment.getPropertySources().remove(own.getName()));
        environment.getPropertySources().addLast(source);
        return environment;
    }

    private static MapPropertySource properties(String name, Object value) {
        return new MapPropertySource("properties", Map.of(name, value));
    }

    private static SystemEnvironmentPropertySource variables(String name, Object value) {
        return new SystemEnvironmentPropertySource("variables", Map.of(name, value));
    }

    /** All values with the ways to them. */
    private static Map<String, Object> ways(Map<String, ConfigNode> nodes) {
        Map<String, Object> ways = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            if (node.isValue()) {
                ways.put(name, String.valueOf(node.value()));
            }
            ways(node.children()).forEach((rest, value) -> ways.put(name + " " + rest, value));
        });
        return ways;
    }

    private static final class PipelineForm implements HookConfiguration.Form {

        @Override
        public boolean isSetting(String name) {
            return name.equals("pipeline");
        }

        @Override
        public String mark() {
            return "pipeline";
        }

        @Override
        public List<String> path(List<String> written) {
            List<String> path = new ArrayList<>(written);
            path.replaceAll(name -> name.equals("fail_silently") ? "fail-silently" : name);
            if (path.isEmpty() || ConfigNode.isIndex(path.get(0))) {
                path.add(0, "pipeline");
            }
            return path;
        }
    }

    /** A topic in each entry, whose name ends before its settings. */
    private static final class RouteForm implements HookConfiguration.Form {

        private static final Map<String, String> SETTINGS =
                Map.of("enabled", "enabled", "eventkeyfield", "event-key-field");

        @Override
        public boolean isSetting(String name) {
            return false;
        }

        @Override
        public String mark() {
            return "event-key-field";
        }

        @Override
        public List<String> path(List<String> written) {
            String last = written.get(written.size() - 1);
            String setting = SETTINGS.get(ConfigNode.uniform(last));
            if (setting != null) {
                return List.of(String.join(".", written.subList(0, written.size() - 1)), setting);
            }
            int end = last.lastIndexOf('_');
            return List.of(last.substring(0, end), last.substring(end + 1));
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.contentauthoring.event.ContentObjectTagsChanged;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.actuate.EventTransport.Destination;
import org.openedx.hooks.spring.actuate.EventTransport.Source;
import org.openedx.hooks.spring.actuate.HookDescriptor.ComponentDescriptor;
import org.openedx.hooks.spring.actuate.HookDescriptor.DeprecationDescriptor;
import org.openedx.hooks.spring.actuate.HookDescriptor.SwitchDescriptor;
import org.openedx.hooks.spring.actuate.HooksDescriptor.ProblemDescriptor;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.event.ReceiverDescription;
import org.openedx.hooks.spring.filter.FilterPipelineDescription;
import org.openedx.hooks.spring.filter.FilterPipelines;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.observe.HookTotals;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** What the endpoint says of hooks, piece by piece (PUR-6, PUR-9). */
class HookDescriptorsTests {

    private static final String TAGS = "org.openedx.content_authoring.content.object.tags.changed.v1";

    private static final String LOGIN = "org.openedx.learning.auth.session.login.completed.v1";

    private static final String ENROLLMENT = "org.openedx.learning.course.enrollment.started.v1";

    private static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));

    private static final CourseEnrollmentStarted STARTED =
            new CourseEnrollmentStarted(BOB, CourseKey.parse("course-v1:edX+DemoX+Demo"), "audit");

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxHooksObservabilityAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    OpenEdxFiltersAutoConfiguration.class,
                    OpenEdxHooksEndpointAutoConfiguration.class,
                    OpenEdxHooksHealthAutoConfiguration.class))
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=openedxhooks",
                    "openedx.hooks.recent=5",
                    "openedx.hooks.enabled.org.openedx.content_authoring=false",
                    "open-edx-filters-config.%s.pipeline[0].step=passes".formatted(ENROLLMENT),
                    "open-edx-filters-config.%s.pipeline[0].timeout=30s".formatted(ENROLLMENT),
                    "open-edx-filters-config.%s.pipeline[1].step=fails".formatted(ENROLLMENT))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withUserConfiguration(Application.class);

    @Test
    void anEventIsShownWithItsDefinitionItsSwitchWhereItGoesAndWhoReceivesIt() {
        runner.run(context -> {
            HookDescriptor shown = hook(context.getBean(OpenEdxHooksEndpoint.class), TAGS);
            assertThat(shown)
                    .usingRecursiveComparison()
                    .ignoringFields("components.description", "sample", "enabledBy.origin")
                    .isEqualTo(new HookDescriptor(
                            TAGS,
                            "event",
                            ContentObjectTagsChanged.class.getName(),
                            "content_authoring",
                            "1.0",
                            "The tags of an object have changed.",
                            "",
                            new DeprecationDescriptor(
                                    "9.14.0",
                                    "org.openedx.content_authoring.content.object.associations.changed.v1",
                                    null),
                            false,
                            new SwitchDescriptor("org.openedx.content_authoring", false, ""),
                            List.of(new ComponentDescriptor(
                                    "content_object",
                                    "org.openedx.hooks.contentauthoring.data.ContentObjectData",
                                    false,
                                    false,
                                    null)),
                            null,
                            true,
                            List.of(new Destination("tags", true), new Destination("tags-too", false)),
                            List.of(new Source("tags", "lms", 5)),
                            List.of(new ReceiverDescription(
                                    "application#tagged",
                                    "application",
                                    "tagged",
                                    Integer.MAX_VALUE,
                                    false,
                                    null,
                                    null,
                                    true,
                                    "test-classes")),
                            null,
                            HookTotals.NONE,
                            null,
                            null));
            assertThat(shown.enabledBy())
                    .extracting(SwitchDescriptor::origin)
                    .asString()
                    .contains("openedx.hooks.enabled.org.openedx.content_authoring");
            assertThat(shown.components().get(0).description()).isNotBlank();
            assertThat(shown.sample()).containsOnlyKeys("content_object");
        });
    }

    @Test
    void aFilterIsShownWithItsStepsItsRunsAndItsLastFailure() {
        runner.run(context -> {
            context.getBean(OpenEdxFilters.class).run(STARTED);
            HookDescriptor shown = hook(context.getBean(OpenEdxHooksEndpoint.class), ENROLLMENT);
            assertThat(shown.kind()).isEqualTo("filter");
            assertThat(shown.enabled()).isTrue();
            assertThat(shown.enabledBy()).isNull();
            assertThat(shown.deprecation()).isNull();
            assertThat(shown.keyField()).isNull();
            assertThat(shown.busCapable()).isNull();
            assertThat(shown.routedTo()).isNull();
            assertThat(shown.consumedFrom()).isNull();
            assertThat(shown.receivers()).isNull();
            assertThat(shown.pipeline())
                    .extracting(
                            FilterPipelineDescription.Step::name,
                            FilterPipelineDescription.Step::enabled,
                            FilterPipelineDescription.Step::bean,
                            FilterPipelineDescription.Step::failSilently,
                            FilterPipelineDescription.Step::timeout,
                            FilterPipelineDescription.Step::options)
                    .containsExactly(
                            tuple("passes", true, "passes", true, Duration.ofSeconds(30), Set.of()),
                            tuple("fails", true, "fails", true, null, Set.of()));
            assertThat(shown.runs().count()).isEqualTo(1);
            assertThat(shown.components())
                    .extracting(ComponentDescriptor::name, ComponentDescriptor::type)
                    .contains(tuple("course_key", CourseKey.class.getName()), tuple("mode", "java.lang.String"));
            assertThat(shown.lastFailure())
                    .extracting(
                            RunDescriptor::type,
                            RunDescriptor::kind,
                            RunDescriptor::part,
                            RunDescriptor::outcome,
                            RunDescriptor::failure)
                    .containsExactly(ENROLLMENT, "filter", "fails", "failed", "java.lang.IllegalStateException");
        });
    }

    @Test
    void theLastRunsAreShownWithWhatTheyArePartOf() {
        Instant before = Instant.now();
        runner.run(context -> {
            context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(BOB));
            List<RunDescriptor> recent = context.getBean(OpenEdxHooksEndpoint.class)
                    .hooks(null, null)
                    .recent();
            assertThat(recent)
                    .extracting(
                            RunDescriptor::sequence,
                            RunDescriptor::run,
                            RunDescriptor::parent,
                            RunDescriptor::type,
                            RunDescriptor::kind,
                            RunDescriptor::part,
                            RunDescriptor::outcome,
                            RunDescriptor::failure)
                    .containsExactly(
                            tuple(1L, 2L, 1L, LOGIN, "event", "application#loggedIn", "success", null),
                            tuple(2L, 1L, null, LOGIN, "event", null, "success", null));
            assertThat(recent).allSatisfy(run -> {
                assertThat(run.nanos()).isPositive();
                assertThat(Instant.parse(run.time())).isBetween(before.minusSeconds(1), Instant.now());
            });
        });
    }

    @Test
    void theListHasTheSwitchesWhatWasUnheardAndWhatWasNeverSent() {
        runner.withPropertyValues("openedx.hooks.enabled.all=true").run(context -> {
            OpenEdxHooksEndpoint endpoint = context.getBean(OpenEdxHooksEndpoint.class);
            HooksDescriptor all = endpoint.hooks(null, null);
            assertThat(all.switches())
                    .extracting(SwitchDescriptor::prefix, SwitchDescriptor::on)
                    .containsExactlyInAnyOrder(tuple("all", true), tuple("org.openedx.content_authoring", false));
            assertThat(all.neverSent()).containsExactly(TAGS, LOGIN);
            assertThat(all.sentUnheard()).isEmpty();
            assertThat(all.hooks())
                    .extracting(HookDescriptor::type)
                    .containsExactlyElementsOf(
                            context.getBean(HookCatalog.class).types());

            context.getBean(OpenEdxEvents.class).send(new SessionLoginCompleted(BOB));
            assertThat(endpoint.hooks(null, null).neverSent()).containsExactly(TAGS);
            assertThat(endpoint.hooks("event", "true").hooks())
                    .extracting(HookDescriptor::type)
                    .containsExactly(TAGS, LOGIN);
        });
    }

    @Test
    void whatIsWrongAndWhatWasRefusedIsShownCountedAndUnhealthy() {
        ConfigurationProblem other = new ConfigurationProblem(null, "there", "wrong");
        runner.withPropertyValues(
                        "openedx.hooks.filters.validation=lenient",
                        "open-edx-filters-config.%s.pipeline[2].step=gone".formatted(ENROLLMENT))
                .run(context -> {
                    FilterPipelines pipelines = context.getBean(FilterPipelines.class);
                    assertThatExceptionOfType(InvalidHookConfigurationException.class)
                            .isThrownBy(() -> pipelines.refresh(List.of(other)));

                    HooksDescriptor all =
                            context.getBean(OpenEdxHooksEndpoint.class).hooks(null, null);
                    assertThat(all.problems()).singleElement().satisfies(problem -> {
                        assertThat(problem.hook()).isEqualTo(ENROLLMENT);
                        assertThat(problem.origin()).contains("pipeline[2].step");
                        assertThat(problem.message()).startsWith("no bean or class is named \"gone\".");
                    });
                    assertThat(all.refused())
                            .containsExactly(
                                    new ProblemDescriptor(null, "there", "wrong"),
                                    all.problems().get(0));
                    Health health =
                            context.getBean(OpenEdxHooksHealthIndicator.class).health();
                    assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(health.getDetails())
                            .isEqualTo(Map.of(
                                    "problems", texts(pipelines.problems()), "refused", texts(pipelines.refused())));
                    SimpleMeterRegistry meters = new SimpleMeterRegistry();
                    context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
                    assertThat(meters.get("openedx.hooks.problems").gauge().value())
                            .isEqualTo(3);
                });
    }

    private static List<String> texts(List<ConfigurationProblem> problems) {
        return problems.stream().map(ConfigurationProblem::toString).toList();
    }

    private static HookDescriptor hook(OpenEdxHooksEndpoint endpoint, String type) {
        return Objects.requireNonNull(endpoint.hook(type));
    }

    @Configuration("application")
    static class Application {

        @EventListener
        void tagged(ContentObjectTagsChanged event) {}

        @EventListener
        void loggedIn(SessionLoginCompleted event) {}

        @Bean
        PipelineStep<CourseEnrollmentStarted> passes() {
            return (filter, context) -> filter;
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> fails() {
            return (filter, context) -> {
                throw new IllegalStateException("down");
            };
        }

        @Bean
        @Order(2)
        EventTransport second() {
            return new Transport(List.of(new Destination("tags-too", false)), List.of());
        }

        @Bean
        @Order(1)
        EventTransport first() {
            return new Transport(List.of(new Destination("tags", true)), List.of(new Source("tags", "lms", 5)));
        }
    }

    private record Transport(List<Destination> destinations, List<Source> sources) implements EventTransport {

        @Override
        public List<Destination> destinations(HookType type) {
            return type.value().equals(TAGS) ? destinations : List.of();
        }

        @Override
        public List<Source> sources(HookType type) {
            return type.value().equals(TAGS) ? sources : List.of();
        }
    }
}

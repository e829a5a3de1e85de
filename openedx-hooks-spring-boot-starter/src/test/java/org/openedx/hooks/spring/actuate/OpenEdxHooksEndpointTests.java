/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.filter.OverdueStep;
import org.openedx.hooks.spring.observe.HookTotals;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
        properties = {
            "management.endpoints.web.exposure.include=openedxhooks",
            "management.endpoint.openedxhooks.access=unrestricted",
            "management.metrics.export.simple.enabled=true",
            "openedx.hooks.recent=10",
            "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.pipeline[0].step=passOn",
            "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.pipeline[0].secret=marked-option"
        })
@AutoConfigureMockMvc
class OpenEdxHooksEndpointTests {

    private static final String REGISTRATION = "org.openedx.learning.student.registration.completed.v1";

    private static final String BASE = "/actuator/openedxhooks";

    @Autowired
    private MockMvcTester mvc;

    @Autowired
    private OpenEdxEvents events;

    @Test
    void showsEveryKnownHook() {
        assertThat(mvc.get().uri(BASE)).hasStatusOk().bodyJson().satisfies(json -> {
            assertThat(json)
                    .extractingPath("$.hooks[?(@.type == '" + REGISTRATION + "')].description")
                    .asArray()
                    .containsExactly("A learner has registered: the account exists.");
            assertThat(json)
                    .extractingPath("$.hooks[?(@.kind == 'filter')].type")
                    .asArray()
                    .contains("org.openedx.learning.course.enrollment.started.v1");
        });
    }

    @Test
    void showsTheReceiversOfAnEventHowOftenItWasSentAndWhatFailed() {
        events.send(new StudentRegistrationCompleted(
                new UserData(7, true, new UserPersonalData("marked-bob", "marked@example.com", "Marked Bob"))));

        assertThat(mvc.get().uri(BASE + "/" + REGISTRATION))
                .hasStatusOk()
                .bodyText()
                .doesNotContainIgnoringCase("marked");
        assertThat(mvc.get().uri(BASE + "/" + REGISTRATION)).bodyJson().satisfies(json -> {
            assertThat(json)
                    .extractingPath("$.receivers[*].name")
                    .asArray()
                    .containsExactly("openEdxHooksEndpointTests.Application#fails");
            assertThat(json).extractingPath("$.receivers[0].isolated").isEqualTo(true);
            assertThat(json).extractingPath("$.keyField").isEqualTo("user.pii.username");
            assertThat(json).extractingPath("$.components[0].name").isEqualTo("user");
            assertThat(json).extractingPath("$.lastFailure.failure").isEqualTo("java.lang.IllegalStateException");
            assertThat(json).extractingPath("$.runs.count").asNumber().isNotEqualTo(0);
        });
        assertThat(mvc.get().uri(BASE))
                .bodyJson()
                .extractingPath("$.recent[-1].outcome")
                .isEqualTo("failure");
    }

    @Test
    void showsWhatTheDataOfASingleHookMeansWithAnExample() {
        assertThat(mvc.get().uri(BASE + "/" + REGISTRATION)).bodyJson().satisfies(json -> {
            assertThat(json)
                    .extractingPath("$.components[0].description")
                    .asString()
                    .isNotBlank();
            assertThat(json)
                    .extractingPath("$.sample.user.pii.username")
                    .asString()
                    .isNotBlank();
        });
        assertThat(mvc.get().uri(BASE)).bodyJson().satisfies(json -> {
            assertThat(json)
                    .extractingPath("$.hooks[*].sample")
                    .asArray()
                    .hasSizeGreaterThan(100)
                    .containsOnlyNulls();
            assertThat(json)
                    .extractingPath("$.hooks[*].components[*].description")
                    .asArray()
                    .containsOnlyNulls();
        });
    }

    @Test
    void showsWhatWasSentWithNobodyToHearItAndWhatReceiversWaitForInVain() {
        events.send(new SessionLoginCompleted(new UserData(7, true, new UserPersonalData("b", "b@example.com", ""))));

        assertThat(mvc.get().uri(BASE)).bodyJson().satisfies(json -> {
            assertThat(json)
                    .extractingPath("$.sentUnheard")
                    .asArray()
                    .containsExactly("org.openedx.learning.auth.session.login.completed.v1");
            assertThat(json)
                    .extractingPath("$.neverSent")
                    .asArray()
                    .contains("org.openedx.learning.certificate.created.v1");
        });
    }

    @Test
    void knowsWhatWasSentWithoutAMeterRegistry() {
        runner().withPropertyValues("management.endpoints.web.exposure.include=openedxhooks")
                .withBean(Waiting.class)
                .run(context -> {
                    OpenEdxHooksEndpoint endpoint = context.getBean(OpenEdxHooksEndpoint.class);
                    assertThat(endpoint.hooks(null, null).sentUnheard()).isEmpty();
                    assertThat(endpoint.hooks(null, null).neverSent()).containsExactly(REGISTRATION);

                    context.getBean(OpenEdxEvents.class)
                            .send(new StudentRegistrationCompleted(
                                    new UserData(7, true, new UserPersonalData("b", "b@example.com", ""))));
                    assertThat(endpoint.hooks(null, null).neverSent()).isEmpty();
                    assertThat(endpoint.hook(REGISTRATION))
                            .extracting(HookDescriptor::runs)
                            .isEqualTo(HookTotals.NONE);
                });
    }

    @Test
    void showsTheStepsOfAPipelineAndTheirOriginButNoValueOfAnOption() {
        String filter = BASE + "/org.openedx.learning.course.enrollment.started.v1";
        assertThat(mvc.get().uri(filter)).hasStatusOk().bodyText().doesNotContain("marked-option");
        assertThat(mvc.get().uri(filter)).bodyJson().satisfies(json -> {
            assertThat(json).extractingPath("$.pipeline[*].name").asArray().containsExactly("passOn");
            assertThat(json).extractingPath("$.pipeline[0].options").asArray().containsExactly("secret");
            assertThat(json).extractingPath("$.pipeline[0].failSilently").isEqualTo(true);
            assertThat(json).extractingPath("$.pipeline[0].origin").asString().isNotBlank();
        });
    }

    /** A step that does not end when it is interrupted keeps a thread, and somebody must learn of it. */
    @Test
    void showsStepsThatWorkOnAlthoughTheirTimeIsOver() {
        CountDownLatch end = new CountDownLatch(1);
        runner().withPropertyValues(
                        "management.endpoints.web.exposure.include=openedxhooks",
                        "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.pipeline[0].step=hangs",
                        "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1.pipeline[0].timeout=20ms")
                .withBean("hangs", Hanging.class, () -> new Hanging(end))
                .run(context -> {
                    OpenEdxHooksEndpoint endpoint = context.getBean(OpenEdxHooksEndpoint.class);
                    SimpleMeterRegistry meters = new SimpleMeterRegistry();
                    context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(meters));
                    assertThat(endpoint.hooks(null, null).overdue()).isEmpty();

                    context.getBean(OpenEdxFilters.class)
                            .run(new CourseEnrollmentStarted(
                                    new UserData(7, true, new UserPersonalData("b", "b@example.com", "")),
                                    CourseKey.parse("course-v1:edX+Demo+2026"),
                                    "audit"));

                    assertThat(endpoint.hooks(null, null).overdue())
                            .containsExactly(
                                    new OverdueStep("org.openedx.learning.course.enrollment.started.v1", "hangs", 1));
                    assertThat(meters.get("openedx.hooks.filter.overdue")
                                    .gauge()
                                    .value())
                            .isOne();
                    end.countDown();
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .untilAsserted(
                                    () -> assertThat(endpoint.hooks(null, null).overdue())
                                            .isEmpty());
                });
    }

    private record Hanging(CountDownLatch end) implements PipelineStep<CourseEnrollmentStarted> {

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            while (end.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
            return filter;
        }
    }

    @Test
    void healthIsUpIfAllPipelinesRunAsConfigured() {
        runner().run(context -> assertThat(context.getBean(OpenEdxHooksHealthIndicator.class)
                        .health()
                        .getStatus())
                .isEqualTo(Status.UP));
    }

    @Test
    void healthIsOutOfServiceIfALenientApplicationLacksAStep() {
        runner().withPropertyValues(
                        "openedx.hooks.filters.validation=lenient",
                        "open-edx-filters-config.org.openedx.learning.course.enrollment.started.v1=nothingLikeThis")
                .run(context -> {
                    Health health =
                            context.getBean(OpenEdxHooksHealthIndicator.class).health();
                    assertThat(health.getStatus().getCode()).isEqualTo("OUT_OF_SERVICE");
                    assertThat(health.getDetails().toString()).contains("nothingLikeThis");
                });
    }

    @Test
    void healthCanBeSwitchedOff() {
        runner().withPropertyValues("management.health.openedxhooks.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(OpenEdxHooksHealthIndicator.class));
    }

    @Test
    void switchesAHookOffAndOn() {
        assertThat(configure("{\"enabled\": false}"))
                .bodyJson()
                .extractingPath("$.enabled")
                .isEqualTo(false);
        assertThat(events.send(new StudentRegistrationCompleted(
                                new UserData(7, true, new UserPersonalData("b", "b@example.com", ""))))
                        .metadata())
                .isEmpty();
        assertThat(configure("{\"enabled\": true}"))
                .bodyJson()
                .extractingPath("$.enabled")
                .isEqualTo(true);
    }

    @Test
    void showsTheEventsThatAreWaitedForAsAsyncApi() {
        assertThat(mvc.get().uri(BASE + "/asyncapi"))
                .hasStatusOk()
                .hasContentTypeCompatibleWith("application/vnd.aai.asyncapi+json")
                .bodyJson()
                .satisfies(json -> {
                    assertThat(json).extractingPath("$.asyncapi").isEqualTo("3.0.0");
                    assertThat(json)
                            .extractingPath("$.components.messages")
                            .asMap()
                            .containsOnlyKeys(
                                    REGISTRATION + ".json",
                                    REGISTRATION + ".kafka",
                                    REGISTRATION + ".redis",
                                    "org.openedx.learning.certificate.created.v1.json",
                                    "org.openedx.learning.certificate.created.v1.kafka",
                                    "org.openedx.learning.certificate.created.v1.redis");
                });
    }

    @Test
    void anUnknownHookIsNotFound() {
        assertThat(mvc.get().uri(BASE + "/org.openedx.learning.nothing.like.this.v1"))
                .hasStatus(404);
    }

    @Test
    void theSwitchIsNotThereByDefault() {
        runner().withPropertyValues("management.endpoints.web.exposure.include=openedxhooks")
                .run(context -> assertThat(context).hasSingleBean(OpenEdxHooksEndpoint.class));
        assertThat(OpenEdxHooksEndpoint.class
                        .getAnnotation(org.springframework.boot.actuate.endpoint.annotation.Endpoint.class)
                        .defaultAccess())
                .isEqualTo(org.springframework.boot.actuate.endpoint.Access.READ_ONLY);
    }

    @Test
    void theEndpointIsNotThereUnlessExposed() {
        runner().run(context -> assertThat(context).doesNotHaveBean(OpenEdxHooksEndpoint.class));
    }

    private org.springframework.test.web.servlet.assertj.MvcTestResult configure(String json) {
        return mvc.post()
                .uri(BASE + "/" + REGISTRATION)
                .contentType(MediaType.APPLICATION_JSON)
                .content(json)
                .exchange();
    }

    private static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxHooksObservabilityAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class,
                        OpenEdxFiltersAutoConfiguration.class,
                        OpenEdxHooksEndpointAutoConfiguration.class,
                        OpenEdxHooksHealthAutoConfiguration.class));
    }

    static class Waiting {

        @EventListener
        void waits(StudentRegistrationCompleted event) {}
    }

    @SpringBootApplication
    static class Application {

        @Bean
        PipelineStep<CourseEnrollmentStarted> passOn() {
            return (filter, context) -> filter;
        }

        @EventListener
        void fails(StudentRegistrationCompleted event) {
            throw new IllegalStateException("boom");
        }

        @EventListener
        void waits(CertificateCreated event) {}
    }
}

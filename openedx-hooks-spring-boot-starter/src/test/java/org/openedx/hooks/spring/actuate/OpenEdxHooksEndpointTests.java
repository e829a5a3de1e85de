/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksEndpointAutoConfiguration;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(
        properties = {
            "management.endpoints.web.exposure.include=openedxhooks",
            "management.endpoint.openedxhooks.access=unrestricted",
            "management.metrics.export.simple.enabled=true",
            "openedx.hooks.recent=10"
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
                    .extractingPath("$.hooks[?(@.kind == 'FILTER')].type")
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
                        OpenEdxEventsAutoConfiguration.class,
                        OpenEdxHooksEndpointAutoConfiguration.class));
    }

    @SpringBootApplication
    static class Application {

        @EventListener
        void fails(StudentRegistrationCompleted event) {
            throw new IllegalStateException("boom");
        }
    }
}

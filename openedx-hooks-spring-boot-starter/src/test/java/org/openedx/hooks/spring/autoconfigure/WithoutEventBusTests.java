/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.io.File;
import java.util.Objects;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.spring.actuate.EventTransport;
import org.openedx.hooks.spring.event.EventOutlet;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionEvaluationReport;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("An application without the event bus pays nothing for it")
class WithoutEventBusTests {

    private static final String BUS = "org.openedx.hooks.spring.bus";

    @Test
    void noDependencyBringsItOrAClientOfABroker() {
        assertThat(System.getProperty("java.class.path").split(File.pathSeparator))
                .extracting(entry -> new File(entry).getName())
                .hasSizeGreaterThan(20)
                .noneMatch(name -> name.matches(".*(event-bus|redis|lettuce|jedis|kafka|spring-data).*"));
    }

    @Test
    void nothingAtStartUpAsksForItAndNoBeanOrThreadIsThereForIt() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off")
                .run()) {
            context.getBean(OpenEdxEvents.class)
                    .send(new SessionLoginCompleted(new UserData(7, true, new UserPersonalData("bob", "b@x.org", ""))));
            assertThat(context.getBean(Application.class).received).isEqualTo(7);

            assertThat(ConditionEvaluationReport.get(context.getBeanFactory()).getConditionAndOutcomesBySource())
                    .isNotEmpty()
                    .allSatisfy((source, outcomes) -> {
                        assertThat(source).doesNotContain(BUS);
                        assertThat(outcomes)
                                .noneMatch(outcome -> Objects.toString(
                                                outcome.getOutcome().getMessage(), "")
                                        .contains(BUS));
                    });
            assertThat(context.getBeanDefinitionNames())
                    .extracting(name -> String.valueOf(context.getType(name, false)))
                    .noneMatch(type -> type.contains(BUS));
            assertThat(context.getBeanProvider(EventOutlet.class)).isEmpty();
            assertThat(context.getBeanProvider(EventTransport.class)).isEmpty();
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.startsWith("openedx-bus"));
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        private long received;

        @EventListener
        void receive(SessionLoginCompleted event) {
            received = event.user().id();
        }
    }
}

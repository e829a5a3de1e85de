/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@SpringBootTest(
        properties = {
            "event-bus-producer-config.org.openedx.learning.auth.session.login.completed.v1.logins.event-key-field=user.pii.username",
            "event-bus-producer-config.org.openedx.learning.auth.session.login.completed.v1.logins.enabled=true",
            "event-bus.consume-events[0].topic=registrations",
            "event-bus.consume-events[0].group-id=g"
        })
@InMemoryEventBusTest
@Timeout(120)
class InMemoryEventBusTests {

    @Autowired
    private InMemoryEventBus bus;

    @Autowired
    private OpenEdxEvents events;

    @Autowired
    private Receiver receiver;

    @Test
    void whatIsSentIsPublishedWithoutFurtherWaiting() {
        bus.clear();
        for (int i = 1; i <= 50; i++) {
            events.send(Samples.LOGGED_IN);
            assertThat(bus).published(SessionLoginCompleted.class).times(i);
        }
        assertThat(bus)
                .published(SessionLoginCompleted.class)
                .to("logins")
                .withKey("bob")
                .matching(event -> event.user().id() == 7);
        assertThat(bus).published(StudentRegistrationCompleted.class).never();
    }

    @Test
    void aTestPlaysTheOtherService() {
        bus.receive("registrations", Samples.REGISTERED);

        assertThat(receiver.received).contains(Samples.REGISTERED);
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> bus.receive("nobodys", Samples.REGISTERED))
                .withMessage("Nobody consumes nobodys; consumed topics: [registrations]");
    }

    static class Receiver {

        private final List<StudentRegistrationCompleted> received = new CopyOnWriteArrayList<>();

        @EventListener
        void receive(StudentRegistrationCompleted event) {
            received.add(event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Receiver receiver() {
            return new Receiver();
        }
    }
}

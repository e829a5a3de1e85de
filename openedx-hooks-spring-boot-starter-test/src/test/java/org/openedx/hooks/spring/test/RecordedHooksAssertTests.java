/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import com.example.coffee.CoffeeBreakEnded;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.openedx.hooks.spring.test.Samples.ALICE;
import static org.openedx.hooks.spring.test.Samples.ENROLLMENT;
import static org.openedx.hooks.spring.test.Samples.LOGGED_IN;
import static org.openedx.hooks.spring.test.Samples.REGISTERED;

@SpringBootTest
@OpenEdxHooksTest(enable = OpenEdxEvent.class)
class RecordedHooksAssertTests {

    private static final String REGISTRATION = "org.openedx.learning.student.registration.completed.v1";

    @Autowired
    private RecordedHooks hooks;

    @BeforeEach
    void send(@Autowired OpenEdxEvents events) {
        events.send(REGISTERED);
        events.send(LOGGED_IN);
        events.send(new StudentRegistrationCompleted(ALICE));
    }

    @Test
    void countsEvents() {
        assertThat(hooks).sent(StudentRegistrationCompleted.class).times(2);
        assertThat(hooks).sent(SessionLoginCompleted.class).once();
        assertThat(hooks).sent(OpenEdxEvent.class).times(3);
        assertThat(hooks).sent(CoffeeBreakEnded.class).never();

        assertFails(() -> assertThat(hooks)
                        .sent(StudentRegistrationCompleted.class)
                        .once())
                .withMessageContaining("Expecting " + REGISTRATION + " to be sent once, but that happened 2 times.")
                .withMessageContaining("In this test:")
                .withMessageContaining("StudentRegistrationCompleted[user=UserData[id=7");
        assertFails(() -> assertThat(hooks).sent(SessionLoginCompleted.class).never())
                .withMessageContaining("to be sent never, but that happened once");
        assertFails(() -> assertThat(hooks).sent(CoffeeBreakEnded.class).once())
                .withMessageContaining("but that happened never. In this test: none");
    }

    @Test
    void looksAtTheData() {
        assertThat(hooks)
                .sent(StudentRegistrationCompleted.class)
                .matching(event -> event.user().id() == 8)
                .once()
                .noneMatching(event -> event.user().id() == 7)
                .events()
                .containsExactly(new StudentRegistrationCompleted(ALICE));

        assertFails(() -> assertThat(hooks).sent(SessionLoginCompleted.class).matching(event -> false))
                .withMessageContaining("to be sent with data that matches, but none does")
                .withMessageContaining("SessionLoginCompleted[");
        assertFails(() -> assertThat(hooks).sent(SessionLoginCompleted.class).noneMatching(event -> true))
                .withMessageContaining("to be sent never with data that matches, but that happened once");
    }

    @Test
    void looksAtTheMetadata() {
        assertThat(hooks)
                .sent(StudentRegistrationCompleted.class)
                .withMetadata(metadata -> assertThat(metadata.type().value()).isEqualTo(REGISTRATION));

        assertFails(() -> assertThat(hooks)
                        .sent(StudentRegistrationCompleted.class)
                        .withMetadata(
                                metadata -> assertThat(metadata.minorVersion()).isEqualTo(9)))
                .withMessageContaining("9");
        assertFails(() -> assertThat(hooks).sent(CoffeeBreakEnded.class).withMetadata(metadata -> {}));
        assertFails(() -> assertThat(hooks).sent(CoffeeBreakEnded.class).noFailures());
    }

    @Test
    void looksAtTheOrder() {
        assertThat(hooks)
                .sentInOrder(SessionLoginCompleted.class, StudentRegistrationCompleted.class)
                .sentExactly(
                        StudentRegistrationCompleted.class,
                        SessionLoginCompleted.class,
                        StudentRegistrationCompleted.class)
                .noFailures();

        assertFails(() -> assertThat(hooks).sentInOrder(SessionLoginCompleted.class, SessionLoginCompleted.class))
                .withMessageContaining("the events that were sent");
        assertFails(() -> assertThat(hooks).sentExactly(SessionLoginCompleted.class));
    }

    @Test
    void keepsTheDescription() {
        assertFails(() -> assertThat(hooks)
                        .as("after %d%%", 100)
                        .sent(StudentRegistrationCompleted.class)
                        .matching(event -> true)
                        .once())
                .withMessageStartingWith("[after 100%]");
    }

    @Test
    void forgetsWhatWasSentToPrepare() {
        hooks.clear();

        assertThat(hooks).sentExactly();
    }

    @Test
    void countsRunsOfFilters() {
        hooks.add(TestPipeline.of(CourseEnrollmentStarted.class).run(ENROLLMENT));
        hooks.add(TestPipeline.of(CourseEnrollmentStarted.class).run(ENROLLMENT.withMode("honor")));

        assertThat(hooks).ran(OpenEdxFilter.class).times(2);
        assertThat(hooks)
                .ran(CourseEnrollmentStarted.class)
                .matching(filter -> filter.mode().equals("honor"))
                .noneMatching(filter -> filter.mode().equals("audit"))
                .single()
                .completed()
                .hasResult(ENROLLMENT.withMode("honor"));

        assertFails(() -> assertThat(hooks).ran(CourseEnrollmentStarted.class).single())
                .withMessageContaining(
                        "org.openedx.learning.course.enrollment.started.v1 to be run once, but that happened 2 times");
    }

    private static ThrowableAssertAlternative<AssertionError> assertFails(ThrowingCallable assertion) {
        return assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}

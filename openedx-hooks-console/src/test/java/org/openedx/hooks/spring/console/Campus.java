/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.console;

import java.time.OffsetDateTime;
import java.util.List;

import org.openedx.hooks.contentauthoring.event.ContentObjectTagsChanged;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CertificateData;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.CourseUnenrollmentCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.CertificateCreationRequested;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.web.SecurityFilterChain;

/** An application with a bit of everything that the console shows. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableAsync
class Campus {

    /** What somebody would write who wants to run a script in the browser of an operator. */
    static final String HOSTILE = "<img src=x onerror=alert(1)>";

    static final UserData ADA = new UserData(7, true, new UserPersonalData("ada", "ada@example.com", "Ada Abara"));

    static final CourseData COURSE =
            new CourseData(CourseKey.parse("course-v1:edX+DemoX+Demo"), "Leading Small Teams", null, null);

    private final OpenEdxEvents events;

    private final OpenEdxFilters filters;

    private volatile boolean partnerFails;

    Campus(OpenEdxEvents events, OpenEdxFilters filters) {
        this.events = events;
        this.filters = filters;
    }

    /** Everybody may do everything, with the token against forged requests. */
    @Bean
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(all -> all.anyRequest().permitAll())
                .csrf(CsrfConfigurer::spa)
                .build();
    }

    void partnerFails(boolean fails) {
        partnerFails = fails;
    }

    void enroll(String mode) {
        try {
            CourseEnrollmentStarted started = filters.run(new CourseEnrollmentStarted(ADA, COURSE.courseKey(), mode));
            events.send(enrolled(started.mode()));
        } catch (OpenEdxFilterException ex) {
            // an answer like any other
        }
    }

    void leave() {
        CourseEnrollmentData enrollment = enrolled("honor").enrollment();
        filters.run(new CourseUnenrollmentStarted(enrollment));
        events.send(new CourseUnenrollmentCompleted(enrollment));
    }

    static CourseEnrollmentCreated enrolled(String mode) {
        return new CourseEnrollmentCreated(
                new CourseEnrollmentData(ADA, COURSE, mode, true, OffsetDateTime.parse("2026-01-31T08:00:00Z"), null));
    }

    static CertificateCreated passed() {
        return new CertificateCreated(
                new CertificateData(ADA, COURSE, "verified", "0.87", "", "Ada Abara", "downloadable", ""));
    }

    void register() {
        events.send(new StudentRegistrationCompleted(ADA));
    }

    private static void takeSomeTime(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @EventListener
    @Order(20)
    void tellPartner(CourseEnrollmentCreated event) {
        if (partnerFails) {
            throw new IllegalStateException("The partner does not answer.");
        }
    }

    /** A run inside of a run inside of a run. */
    @EventListener
    @Order(30)
    void passAtOnce(CourseEnrollmentCreated event) {
        if (event.enrollment().mode().equals("verified")) {
            filters.run(new CertificateCreationRequested(ADA, COURSE.courseKey(), "verified", null, 0.87, null));
            events.send(passed());
        }
    }

    @EventListener
    void neverCalled(ContentObjectTagsChanged event) {}

    @Bean
    Welcome welcomeMail() {
        return new Welcome();
    }

    @Bean(HOSTILE)
    Hostile hostile() {
        return new Hostile();
    }

    @Bean
    OpenSeats openSeats() {
        return new OpenSeats();
    }

    @Bean
    PremiumCourses premiumCourses() {
        return new PremiumCourses();
    }

    @Bean
    PassingGrade passingGrade() {
        return new PassingGrade();
    }

    static class Welcome {

        @EventListener
        @Order(10)
        void greet(CourseEnrollmentCreated event) {
            takeSomeTime(1);
        }

        @Async
        @EventListener
        @Order(40)
        public void push(CertificateCreated event) {
            takeSomeTime(3);
        }
    }

    static class OpenSeats implements PipelineStep<CourseEnrollmentStarted> {

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted enrollment, FilterContext context) {
            return enrollment;
        }
    }

    static class PremiumCourses implements PipelineStep<CourseEnrollmentStarted> {

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted enrollment, FilterContext context) {
            List<String> modes = context.optionList("modes", String.class);
            if (enrollment.mode().equals("audit") && !modes.isEmpty()) {
                throw new CourseEnrollmentStarted.PreventEnrollment("This course is for premium learners.");
            }
            return enrollment;
        }
    }

    static class Hostile implements PipelineStep<CourseUnenrollmentStarted> {

        @Override
        public CourseUnenrollmentStarted runFilter(CourseUnenrollmentStarted leaving, FilterContext context) {
            return leaving;
        }

        @EventListener(condition = "'<script>alert(2)</script>'.length() > 0")
        void hear(CourseUnenrollmentCompleted event) {}
    }

    static class PassingGrade implements PipelineStep<CertificateCreationRequested> {

        @Override
        public CertificateCreationRequested runFilter(CertificateCreationRequested request, FilterContext context) {
            return request;
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/** The steps that the tests of this package configure: each adds its name to the enrollment's mode. */
final class Steps {

    static final String ENROLLMENT = "org.openedx.learning.course.enrollment.started.v1";

    static final CourseEnrollmentStarted STARTED = new CourseEnrollmentStarted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob")),
            CourseKey.parse("course-v1:edX+DemoX+Demo"),
            "");

    private Steps() {}

    static CourseEnrollmentStarted add(CourseEnrollmentStarted filter, String name) {
        return filter.withMode(filter.mode().isEmpty() ? name : filter.mode() + " " + name);
    }

    /** What the steps saw. */
    static final class Seen {

        final List<FilterContext> contexts = new ArrayList<>();

        Map<String, Object> options() {
            return contexts.get(contexts.size() - 1).options();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class StepBeans {

        @Bean
        Seen seen() {
            return new Seen();
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> a(Seen seen) {
            return (filter, context) -> {
                seen.contexts.add(context);
                return add(filter, "a");
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> b() {
            return (filter, context) -> add(filter, "b");
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> c() {
            return (filter, context) -> add(filter, "c");
        }

        @Bean
        PipelineStep<OpenEdxFilter> any() {
            return (filter, context) -> filter;
        }

        @Bean
        PipelineStep<?> unknownFilter() {
            return (filter, context) -> filter;
        }

        @Bean
        PipelineStep<CourseUnenrollmentStarted> unenrollment() {
            return (filter, context) -> filter;
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> stopping() {
            return (filter, context) -> null;
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> halting() {
            return (filter, context) -> {
                throw new CourseEnrollmentStarted.PreventEnrollment("no");
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> failing() {
            return (filter, context) -> {
                throw new IllegalStateException("boom");
            };
        }

        @Bean
        BeanStep beanStep() {
            return new BeanStep();
        }

        @Bean
        @Scope("prototype")
        Prototype prototype() {
            return new Prototype();
        }

        @Bean
        @Lazy
        LazyStep lazyStep() {
            return new LazyStep();
        }

        @Bean
        String noStep() {
            return "no step";
        }
    }

    static class BeanStep implements PipelineStep<CourseEnrollmentStarted> {

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return add(filter, "bean" + System.identityHashCode(this));
        }
    }

    static class Prototype implements PipelineStep<CourseEnrollmentStarted> {

        static final AtomicInteger MADE = new AtomicInteger();

        private final int number = MADE.incrementAndGet();

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return add(filter, "p" + number);
        }
    }

    static class LazyStep implements PipelineStep<CourseEnrollmentStarted> {

        static final AtomicInteger MADE = new AtomicInteger();

        LazyStep() {
            MADE.incrementAndGet();
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return add(filter, "lazy");
        }
    }

    /** No bean; injected with one. */
    static class ClassStep implements PipelineStep<CourseEnrollmentStarted>, DisposableBean {

        static final AtomicInteger MADE = new AtomicInteger();

        static final AtomicInteger CLOSED = new AtomicInteger();

        private final Seen seen;

        ClassStep(ObjectProvider<Seen> seen) {
            this.seen = seen.getObject();
            MADE.incrementAndGet();
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            seen.contexts.add(context);
            return add(filter, "class");
        }

        @Override
        public void destroy() {
            CLOSED.incrementAndGet();
        }
    }

    static class Unmakeable implements PipelineStep<CourseEnrollmentStarted> {

        Unmakeable() {
            throw new IllegalStateException("not today");
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return filter;
        }
    }

    static class HaltingWhileMade implements PipelineStep<CourseEnrollmentStarted> {

        HaltingWhileMade() {
            throw new CourseEnrollmentStarted.PreventEnrollment("while made");
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return filter;
        }
    }

    static class HaltingLater extends HaltingWhileMade {}

    static class MadeLater implements PipelineStep<CourseEnrollmentStarted> {

        static boolean possible;

        MadeLater() {
            if (!possible) {
                throw new IllegalStateException("not yet");
            }
        }

        @Override
        public CourseEnrollmentStarted runFilter(CourseEnrollmentStarted filter, FilterContext context) {
            return add(filter, "later");
        }
    }

    static class ForUnenrollment implements PipelineStep<CourseUnenrollmentStarted> {

        @Override
        public CourseUnenrollmentStarted runFilter(CourseUnenrollmentStarted filter, FilterContext context) {
            return filter;
        }
    }

    abstract static class Abstract implements PipelineStep<CourseEnrollmentStarted> {}

    static class NoStep {

        static final Map<String, Object> INITIALIZED = new LinkedHashMap<>();

        static Object someFunction() {
            return "";
        }

        static class Initializer {

            static {
                INITIALIZED.put("Initializer", true);
            }
        }
    }
}

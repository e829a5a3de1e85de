/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.event.OpenEdxEvent;
import org.springframework.test.context.ContextCustomizerFactories;

/**
 * Gives each test of a class its own view of the hooks (TST-1): all events that the application knows are off except
 * the enabled ones, and {@link RecordedHooks}, as a parameter of the test method or an autowired field, has recorded
 * what was sent and run since the test began. After the test every switch is as it was before, whatever the test did.
 *
 * <p>It stands beside what makes the application context, such as {@code @SpringBootTest}. Filters are left on. Tests
 * that share an application context take turns, so that test classes can run in parallel; they do not share it with
 * tests that lack this annotation.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(OpenEdxHooksExtension.class)
@ContextCustomizerFactories(HooksContextCustomizer.Factory.class)
public @interface OpenEdxHooksTest {

    /**
     * The events that the tests need.
     *
     * @return events, or types that they have in common; {@link OpenEdxEvent} for all events
     */
    Class<? extends OpenEdxEvent>[] enable() default {};

    /**
     * The events that the tests need, by type.
     *
     * @return types of events that the application knows; any other name fails the test
     */
    String[] enableTypes() default {};

    /**
     * Whether a receiver that fails leaves the sender and the other receivers alone.
     *
     * @return {@literal false} to let the first failure reach the sender and so the test (SND-5), {@literal true} for
     *     what the application is configured to do
     */
    boolean robust() default true;
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Defines an event (ANN-1). It stands on a record that implements {@link OpenEdxEvent};
 * {@link OpenEdxPublicSignal#of(Class)} reads and checks it.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventHook {

    /**
     * The event's public name, {@code {reverse DNS}.{subdomain}.{subject}.{action in the past tense}.v{major}} (NAM-1,
     * NAM-5).
     *
     * @return the hook type
     */
    String type();

    /**
     * Counts the backward-compatible additions to the event's data (VER-2).
     *
     * @return 0 or more
     */
    int minorVersion() default 0;

    /**
     * What the event tells.
     *
     * @return one sentence
     */
    String description() default "";

    /**
     * The path to the value that orders the event on an event bus, in Python's names:
     * {@code enrollment.course.course_key} (ANN-4).
     *
     * @return a dotted path; empty if the event has no key
     */
    String keyField() default "";

    /**
     * The repository of the code that sends the event in Open edX.
     *
     * @return for example {@code openedx/edx-platform}
     */
    String trigger() default "";

    /**
     * What a receiver must know before it relies on the event.
     *
     * @return one sentence; empty if there is nothing
     */
    String warning() default "";

    /**
     * Whether the event can be put on an event bus.
     *
     * @return {@literal false} if its data cannot be serialized
     */
    boolean busCapable() default true;
}

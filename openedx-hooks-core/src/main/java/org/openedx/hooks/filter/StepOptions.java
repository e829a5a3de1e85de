/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which options a step has, as the components of a record. An operator's options are checked against it when the
 * pipeline is planned, before anything runs; the step gets them by {@link FilterContext#options(Class)}.
 *
 * <p>An option fits the component of the same name, in any spelling: {@code max-seats} and {@code max_seats} are
 * {@code maxSeats}. An option is needed unless its component is {@code @Nullable} or has a {@link Default}. A compact
 * constructor may refuse what is out of range; the operator is told its message.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface StepOptions {

    /**
     * The options. Components may be texts, numbers, booleans, enums, durations, whatever has a static {@code parse},
     * {@code of}, {@code valueOf}, {@code fromString} or {@code create} for a text, such as a {@code CourseKey};
     * records; lists and sets of these, and maps by name.
     *
     * @return a record
     */
    Class<? extends Record> value();

    /**
     * The value of an option that is not given.
     *
     * @since 0.1.0
     */
    @Documented
    @Target(ElementType.RECORD_COMPONENT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Default {

        /**
         * The value as an operator would write it.
         *
         * @return one text, or any number of them for a list; none for an empty list, map or text
         */
        String[] value() default {};
    }
}

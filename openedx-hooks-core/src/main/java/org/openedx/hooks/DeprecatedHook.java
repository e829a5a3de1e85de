/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a hook that will be removed (PUR-3). Its receivers and steps are warned once, and the actuator endpoint shows
 * it.
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface DeprecatedHook {

    /**
     * The version of the defining library that deprecated the hook.
     *
     * @return for example {@code 1.2.0}
     */
    String since();

    /**
     * The hook type to use instead.
     *
     * @return a hook type; empty if there is none
     */
    String replacedBy() default "";

    /**
     * The version of the defining library that will no longer have the hook.
     *
     * @return a version; empty if not decided
     */
    String removedIn() default "";
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Defines a filter (ANN-5). It stands on a record that implements {@link OpenEdxFilter};
 * {@link OpenEdxPublicFilter#of(Class)} reads and checks it. What the filter can prevent is said by the exceptions
 * nested in the record (FLT-10).
 *
 * @since 0.1.0
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface FilterHook {

    /**
     * The filter's public name, {@code {reverse DNS}.{subdomain}.{subject}.{action}.v{major}} (NAM-1, NAM-6). It is the
     * key in the configuration (NAM-12).
     *
     * @return the hook type
     */
    String type();

    /**
     * Counts the backward-compatible additions to the filter's data; steps see it in their context (VER-6).
     *
     * @return 0 or more
     */
    int minorVersion() default 0;

    /**
     * What the filter lets steps do.
     *
     * @return one sentence
     */
    String description() default "";

    /**
     * The repository of the code that runs the filter in Open edX.
     *
     * @return for example {@code openedx/edx-platform}
     */
    String trigger() default "";
}

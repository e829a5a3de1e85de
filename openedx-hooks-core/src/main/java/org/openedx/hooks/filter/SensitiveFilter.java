/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

/**
 * A filter whose data holds secrets, such as passwords, that no step may see (FLT-16). The pipeline runs on a copy
 * without them, and puts them back into what it returns.
 *
 * @param <F> the filter itself
 * @since 0.1.0
 */
public interface SensitiveFilter<F extends SensitiveFilter<F>> extends OpenEdxFilter {

    /**
     * What the steps get.
     *
     * @return a copy without the secrets, or this object if there are none; never {@literal null}
     */
    F concealed();

    /**
     * What the caller gets.
     *
     * @param result what the steps made of {@link #concealed()}
     * @return a copy of the result with this object's secrets; never {@literal null}
     */
    F revealed(F result);
}

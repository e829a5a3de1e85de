/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.PipelineStep;

/** What the name of a step stands for. */
sealed interface ResolvedStep {

    /**
     * A step that is there. It is the same as another of the same bean or class.
     *
     * @param bean {@literal null} if it is made from its class alone
     * @param instance makes or finds it, when all beans are there
     */
    record Found(@Nullable String bean, Class<?> stepClass, Supplier<? extends PipelineStep<OpenEdxFilter>> instance)
            implements ResolvedStep {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Found found
                    && Objects.equals(bean, found.bean)
                    && stepClass.equals(found.stepClass);
        }

        @Override
        public int hashCode() {
            return stepClass.hashCode();
        }

        /** The name of the class; a lambda's ends in numbers that change from run to run. */
        String className() {
            return stepClass.getName().replaceFirst("\\$\\$Lambda.*", "\\$\\$Lambda");
        }
    }

    /** A step that is not there, or cannot be used. */
    record Missing(String why) implements ResolvedStep {}
}

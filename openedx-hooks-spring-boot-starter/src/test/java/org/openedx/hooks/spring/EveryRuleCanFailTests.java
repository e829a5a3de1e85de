/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A rule of the architecture that nothing can break protects nothing. */
class EveryRuleCanFailTests {

    private static final JavaClasses WRONG = new ClassFileImporter()
            .importPackages("org.openedx.hooks")
            .that(DescribedPredicate.describe(
                    "wrong on purpose",
                    type -> type.getSimpleName().startsWith("Knows")
                            || type.getPackageName().endsWith(".wrong")));

    @ParameterizedTest
    @MethodSource
    void theRuleFindsWhatIsWrongOnPurpose(Field rule) throws IllegalAccessException {
        assertThat(((ArchRule) rule.get(null)).evaluate(WRONG).hasViolation()).isTrue();
    }

    static Stream<Field> theRuleFindsWhatIsWrongOnPurpose() {
        return Arrays.stream(ArchitectureTests.class.getDeclaredFields())
                .filter(field -> ArchRule.class.isAssignableFrom(field.getType()));
    }
}

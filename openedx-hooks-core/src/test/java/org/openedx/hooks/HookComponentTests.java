/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.lang.reflect.ParameterizedType;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HookComponentTests {

    record Sample<T>(
            long id,
            @Nullable String courseKey,
            @Pii List<String> newPassword1,
            boolean isV2Ready,
            List<@Nullable String> values,
            @Nullable @Pii T own) {}

    @Test
    void componentsComeInDeclaredOrderWithPythonNames() {
        assertThat(HookComponent.of(Sample.class))
                .extracting(HookComponent::name)
                .containsExactly("id", "course_key", "new_password1", "is_v2_ready", "values", "own");
        assertThat(HookComponent.of(Sample.class))
                .extracting(HookComponent::javaName)
                .containsExactly("id", "courseKey", "newPassword1", "isV2Ready", "values", "own");
    }

    @Test
    @DisplayName("AVR-7: only @Nullable on the component itself makes it nullable")
    void aComponentIsNullableIfItsTypeSaysSo() {
        assertThat(HookComponent.of(Sample.class))
                .filteredOn(HookComponent::nullable)
                .extracting(HookComponent::name)
                .containsExactly("course_key", "own");
    }

    @Test
    void aComponentThatIsMarkedAsPersonalIsPii() {
        assertThat(HookComponent.of(Sample.class))
                .filteredOn(HookComponent::pii)
                .extracting(HookComponent::name)
                .containsExactly("new_password1", "own");
    }

    @Test
    void aComponentKnowsItsTypeWithGenerics() {
        List<HookComponent> components = HookComponent.of(Sample.class);
        assertThat(components.get(0).type()).isEqualTo(long.class);
        assertThat(components.get(2).type())
                .isInstanceOfSatisfying(
                        ParameterizedType.class,
                        type -> assertThat(type.getActualTypeArguments()).containsExactly(String.class));
    }

    @Test
    void onlyRecordsHaveComponents() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookComponent.of(String.class))
                .withMessage("java.lang.String is no record");
    }

    @Test
    void theListOfComponentsIsImmutable() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> HookComponent.of(Sample.class).clear());
    }
}

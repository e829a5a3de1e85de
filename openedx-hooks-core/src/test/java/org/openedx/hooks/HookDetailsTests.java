/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class HookDetailsTests {

    private static final HookType TYPE = HookType.of("com.example.lms.learning.badge.awarded.v1");

    record BadgeAwarded(String badge) {}

    record BadgeAwardedV2(String badge) {}

    record BadgeAwardedV2V3(String badge) {}

    record AwardedV1Badge(String badge) {}

    @Test
    void detailsAreWhatTheyAreMadeOf() {
        HookDetails details = HookDetails.of(BadgeAwarded.class, TYPE.value(), 3, "A badge was awarded.", List.of());

        assertThat(details)
                .isEqualTo(new HookDetails(
                        TYPE,
                        BadgeAwarded.class,
                        3,
                        "A badge was awarded.",
                        HookComponent.of(BadgeAwarded.class),
                        null));
    }

    @Test
    void theComponentsAreCopied() {
        List<HookComponent> components = new ArrayList<>(HookComponent.of(BadgeAwarded.class));
        HookDetails details = new HookDetails(TYPE, BadgeAwarded.class, 0, "", components, null);
        components.clear();

        assertThat(details.components()).hasSize(1).isUnmodifiable();
    }

    @Test
    @SuppressWarnings("NullAway")
    void whatIsMissingIsNamed() {
        List<HookComponent> none = List.of();
        assertThatNullPointerException()
                .isThrownBy(() -> new HookDetails(null, BadgeAwarded.class, 0, "", none, null))
                .withMessage("type");
        assertThatNullPointerException()
                .isThrownBy(() -> new HookDetails(TYPE, null, 0, "", none, null))
                .withMessage("hookClass");
        assertThatNullPointerException()
                .isThrownBy(() -> new HookDetails(TYPE, BadgeAwarded.class, 0, null, none, null))
                .withMessage("description");
    }

    @Test
    void theMinorVersionIsNeverNegative() {
        assertThat(new HookDetails(TYPE, BadgeAwarded.class, 0, "", List.of(), null).minorVersion())
                .isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HookDetails(TYPE, BadgeAwarded.class, -1, "", List.of(), null))
                .withMessage("minorVersion must not be negative, but is -1");
    }

    @ParameterizedTest
    @DisplayName("NAM-8: versions from 2 on end the name of the class, and nothing else does")
    @CsvSource({
        "BadgeAwarded, 1, ",
        "BadgeAwarded, 2, BadgeAwardedV2",
        "BadgeAwardedV2, 2, ",
        "BadgeAwardedV2, 1, BadgeAwarded",
        "BadgeAwardedV2, 22, BadgeAwardedV22",
        "BadgeAwardedV2V3, 3, ",
        "BadgeAwardedV2V3, 2, BadgeAwardedV2V2",
        "AwardedV1Badge, 1, "
    })
    void theVersionIsInTheNameOfTheClass(String name, int version, @Nullable String expected) throws Exception {
        Class<?> hook = Class.forName(HookDetailsTests.class.getName() + "$" + name);
        String type = "com.example.lms.learning.badge.awarded.v" + version;
        if (expected == null) {
            assertThat(HookDetails.of(hook, type, 0, "", List.of()).hookClass()).isEqualTo(hook);
            return;
        }
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> HookDetails.of(hook, type, 0, "", List.of()))
                .withMessage("%s is no valid hook: version %d of %s must be named %s (NAM-8)"
                        .formatted(hook.getName(), version, type, expected));
    }

    @Test
    void whatElseIsWrongIsToldAfterTheRest() {
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> HookDetails.of(BadgeAwarded.class, TYPE.value(), -1, "", List.of("one", "other")))
                .withMessageEndingWith(" is no valid hook: minorVersion must not be negative, but is -1; one; other");
    }

    @Test
    void aDeprecationSaysSinceWhenWhatToUseAndUntilWhen() {
        assertThat(new Deprecation("1.2", null, null)).hasToString("deprecated since 1.2");
        assertThat(new Deprecation("1.2", TYPE, null))
                .hasToString("deprecated since 1.2, replaced by com.example.lms.learning.badge.awarded.v1");
        assertThat(new Deprecation("1.2", TYPE, "3.0"))
                .hasToString("deprecated since 1.2, replaced by com.example.lms.learning.badge.awarded.v1,"
                        + " to be removed in 3.0");
    }

    @Test
    void anInvalidHookKeepsItsCauseAndOf4000CharactersTheFirst() {
        IllegalStateException cause = new IllegalStateException();
        assertThat(new InvalidHookException(String.class, "why", cause))
                .hasMessage("java.lang.String is no valid hook: why")
                .hasCause(cause);
        assertThat(new InvalidHookException(String.class, "x".repeat(5000)).getMessage())
                .hasSize(4003)
                .endsWith("x...");
    }

    @Test
    void anOutcomeIsATagInLowerCase() {
        assertThat(HookOutcome.values())
                .extracting(HookOutcome::tag)
                .containsExactly("success", "failure", "completed", "stopped", "halted", "failed", "degraded");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.DeprecatedHook;
import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookType;
import org.openedx.hooks.InvalidHookException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OpenEdxPublicFilterTests {

    @Test
    void aDefinitionIsWhatTheAnnotationSays() {
        OpenEdxPublicFilter<?> filter = OpenEdxPublicFilter.of(BadgeRequestedV2.class);
        assertThat(filter.kind()).isEqualTo(HookKind.FILTER);
        assertThat(filter.type()).isEqualTo(HookType.of("com.example.lms.learning.badge.requested.v2"));
        assertThat(filter.hookClass()).isEqualTo(BadgeRequestedV2.class);
        assertThat(filter.minorVersion()).isEqualTo(4);
        assertThat(filter.description()).isEqualTo("Decides who gets a badge.");
        assertThat(filter.trigger()).isEqualTo("example/lms");
        assertThat(filter.components()).extracting(HookComponent::name).containsExactly("user_name", "badge");
        assertThat(filter.deprecation())
                .isEqualTo(new Deprecation("2.0.0", HookType.of("com.example.lms.learning.badge.requested.v3"), null));
        assertThat(filter).hasToString("com.example.lms.learning.badge.requested.v2");
        assertThat(filter).isSameAs(OpenEdxPublicFilter.of(BadgeRequestedV2.class));
    }

    @Test
    @DisplayName("FLT-10: what a filter can prevent is nested in it")
    void theExceptionsNestedInAFilterBelongToIt() {
        assertThat(OpenEdxPublicFilter.of(BadgeRequestedV2.class).exceptions())
                .isEqualTo(List.of(BadgeRequestedV2.PreventBadge.class, BadgeRequestedV2.RedirectToShop.class));
    }

    @FilterHook(
            type = "com.example.lms.learning.badge.requested.v2",
            minorVersion = 4,
            description = "Decides who gets a badge.",
            trigger = "example/lms")
    @DeprecatedHook(since = "2.0.0", replacedBy = "com.example.lms.learning.badge.requested.v3")
    record BadgeRequestedV2<T>(String userName, T badge) implements OpenEdxFilter {

        static final class RedirectToShop extends OpenEdxFilterException {

            private static final long serialVersionUID = 1L;

            RedirectToShop() {
                super("");
            }
        }

        static final class PreventBadge extends OpenEdxFilterException {

            private static final long serialVersionUID = 1L;

            PreventBadge() {
                super("");
            }
        }

        static final class NoneOfIt extends RuntimeException {

            private static final long serialVersionUID = 1L;
        }
    }

    @ParameterizedTest
    @MethodSource("invalidFilters")
    void aClassThatBreaksARuleIsRefusedByName(Class<? extends OpenEdxFilter> filterClass, String rule) {
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> OpenEdxPublicFilter.of(filterClass))
                .withMessageStartingWith(filterClass.getName() + " is no valid hook: " + rule);
    }

    static List<Arguments> invalidFilters() {
        return List.of(
                arguments(NoRecordRequested.class, "it must be a record (PAY-1)"),
                arguments(NotAnnotated.class, "it lacks @FilterHook (ANN-5)"),
                arguments(BadTypeRequested.class, "Invalid hook type \"badge.requested\": the last segment"),
                arguments(
                        BadgeRequestedTwo.class,
                        "version 2 of com.example.lms.learning.badge.requested.v2 must be named"),
                arguments(
                        BadgeRequestedV1.class,
                        "version 1 of com.example.lms.learning.badge.requested.v1 must be named"),
                arguments(SomethingElse.class, "its name must say what com.example.lms.learning.badge.requested.v1"));
    }

    @FilterHook(type = "com.example.lms.learning.badge.requested.v1")
    static final class NoRecordRequested implements OpenEdxFilter {}

    record NotAnnotated(String badge) implements OpenEdxFilter {}

    @FilterHook(type = "badge.requested")
    record BadTypeRequested(String badge) implements OpenEdxFilter {}

    @FilterHook(type = "com.example.lms.learning.badge.requested.v2")
    record BadgeRequestedTwo(String badge) implements OpenEdxFilter {}

    @FilterHook(type = "com.example.lms.learning.badge.requested.v1")
    record BadgeRequestedV1(String badge) implements OpenEdxFilter {}

    @FilterHook(type = "com.example.lms.learning.badge.requested.v1")
    record SomethingElse(String badge) implements OpenEdxFilter {}
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.util.List;

import org.jspecify.annotations.Nullable;
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
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryLocatorV2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OpenEdxPublicSignalTests {

    record Place(CourseKey courseKey, @Nullable CourseKey nextCourseKey, List<Inner> inners) {}

    record Inner(String name) {}

    @Test
    @DisplayName("ANN-1: the annotation is the definition")
    void aDefinitionIsWhatTheAnnotationSays() {
        OpenEdxPublicSignal<BadgeAwardedV2> signal = OpenEdxPublicSignal.of(BadgeAwardedV2.class);
        assertThat(signal.kind()).isEqualTo(HookKind.EVENT);
        assertThat(signal.type()).isEqualTo(HookType.of("com.example.lms.learning.badge.awarded.v2"));
        assertThat(signal.hookClass()).isEqualTo(BadgeAwardedV2.class);
        assertThat(signal.minorVersion()).isEqualTo(3);
        assertThat(signal.description()).isEqualTo("A badge was awarded.");
        assertThat(signal.keyField()).isEqualTo("place.course_key");
        assertThat(signal.trigger()).isEqualTo("example/lms");
        assertThat(signal.warning()).isEqualTo("Not sent for drafts.");
        assertThat(signal.isBusCapable()).isFalse();
        assertThat(signal.components()).extracting(HookComponent::name).containsExactly("place", "badge_name");
        assertThat(signal).hasToString("com.example.lms.learning.badge.awarded.v2");
    }

    @EventHook(
            type = "com.example.lms.learning.badge.awarded.v2",
            minorVersion = 3,
            description = "A badge was awarded.",
            keyField = "place.course_key",
            trigger = "example/lms",
            warning = "Not sent for drafts.",
            busCapable = false)
    record BadgeAwardedV2(Place place, String badgeName) implements OpenEdxEvent {}

    @Test
    void whatTheAnnotationLeavesOutHasADefault() {
        OpenEdxPublicSignal<BadgeAwarded> signal = OpenEdxPublicSignal.of(BadgeAwarded.class);
        assertThat(signal.minorVersion()).isZero();
        assertThat(signal.description()).isEmpty();
        assertThat(signal.keyField()).isNull();
        assertThat(signal.trigger()).isEmpty();
        assertThat(signal.warning()).isEmpty();
        assertThat(signal.isBusCapable()).isTrue();
        assertThat(signal.deprecation()).isNull();
    }

    @Test
    void thereIsOneDefinitionForEachClass() {
        assertThat(OpenEdxPublicSignal.of(BadgeAwarded.class)).isSameAs(OpenEdxPublicSignal.of(BadgeAwarded.class));
    }

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    @DeprecatedHook(since = "1.2.0", replacedBy = "com.example.lms.learning.badge.awarded.v2", removedIn = "2.0.0")
    record OldBadgeAwarded(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    @DeprecatedHook(since = "1.2.0")
    record AbandonedBadgeAwarded(String badge) implements OpenEdxEvent {}

    @Test
    @DisplayName("PUR-3: deprecation is part of the definition")
    void aDefinitionSaysThatItIsDeprecated() {
        assertThat(OpenEdxPublicSignal.of(OldBadgeAwarded.class).deprecation())
                .isEqualTo(new Deprecation("1.2.0", HookType.of("com.example.lms.learning.badge.awarded.v2"), "2.0.0"));
        assertThat(OpenEdxPublicSignal.of(AbandonedBadgeAwarded.class).deprecation())
                .isEqualTo(new Deprecation("1.2.0", null, null));
    }

    @EventHook(type = "com.example.lms.learning.badge.badge.v1")
    record Badge(String badge) implements OpenEdxEvent {}

    @Test
    @DisplayName("NAM-9: a type of one word asks for one")
    void aClassNeedsNoMoreWordsThanItsTypeHas() {
        assertThat(OpenEdxPublicSignal.of(Badge.class).type().action()).isEqualTo("badge");
    }

    @ParameterizedTest
    @MethodSource("invalidEvents")
    void aClassThatBreaksARuleIsRefusedByName(Class<? extends OpenEdxEvent> eventClass, String rule) {
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> OpenEdxPublicSignal.of(eventClass))
                .withMessageStartingWith(eventClass.getName() + " is no valid hook: " + rule);
        assertThatExceptionOfType(InvalidHookException.class)
                .as("at every call")
                .isThrownBy(() -> OpenEdxPublicSignal.of(eventClass));
    }

    @EventHook(type = "com.example.lms.learning.library.built.v1", keyField = "library")
    record LibraryBuilt(LibraryLocatorV2 library) implements OpenEdxEvent {}

    @Test
    @DisplayName("ANN-4: a key is a value, although its class is a record")
    void aKeyFieldMayBeAKeyOfAnyKind() {
        assertThat(OpenEdxPublicSignal.of(LibraryBuilt.class).keyField()).isEqualTo("library");
    }

    @Test
    void everythingThatIsWrongWithAClassIsToldAtOnce() {
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> OpenEdxPublicSignal.of(SomethingGenericV3.class))
                .withMessage(
                        SomethingGenericV3.class.getName() + " is no valid hook: "
                                + "version 2 of com.example.lms.learning.badge.awarded.v2 must be named SomethingGenericV2 (NAM-8); "
                                + "its name must say what com.example.lms.learning.badge.awarded.v2 is about, with at least 2 words"
                                + " of \"badge.awarded\" (NAM-9); "
                                + "minorVersion must not be negative, but is -2; "
                                + "Invalid hook type \"nothing\": the last segment, \"nothing\", must be the major version, \"v\" and a number from 1 (NAM-7). A valid one is org.openedx.learning.course.enrollment.created.v1; "
                                + "it must not be generic, since receivers are found by its type; "
                                + "its key field \"badge_id\" does not resolve: there is no \"badge_id\", only [badge] (ANN-4)");
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> OpenEdxPublicSignal.of(NoRecordV2.class))
                .withMessageContainingAll("it must be a record (PAY-1)", "must be named NoRecord (NAM-8)", "(NAM-9)");
    }

    @EventHook(type = "com.example.lms.learning.badge.awarded.v2", minorVersion = -2, keyField = "badge_id")
    @DeprecatedHook(since = "1.2.0", replacedBy = "nothing")
    record SomethingGenericV3<T>(T badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "badge_id")
    static final class NoRecordV2 implements OpenEdxEvent {}

    static List<Arguments> invalidEvents() {
        return List.of(
                arguments(NoRecordAwarded.class, "it must be a record (PAY-1)"),
                arguments(NotAnnotated.class, "it lacks @EventHook (ANN-1)"),
                arguments(
                        BadTypeAwarded.class,
                        "Invalid hook type \"com.example.Badge.awarded.v1\": it has 5 segments, at least 6 are needed"),
                arguments(
                        BadgeAwardedTwo.class,
                        "version 2 of com.example.lms.learning.badge.awarded.v2 must be named BadgeAwardedTwoV2 (NAM-8)"),
                arguments(
                        BadgeAwardedV1.class,
                        "version 1 of com.example.lms.learning.badge.awarded.v1 must be named BadgeAwarded (NAM-8)"),
                arguments(
                        BadgeAwardedV3.class,
                        "version 2 of com.example.lms.learning.badge.awarded.v2 must be named BadgeAwardedV2 (NAM-8)"),
                arguments(
                        SomethingAwarded.class,
                        "its name must say what com.example.lms.learning.badge.awarded.v1 is about, with at least 2"
                                + " words of \"badge.awarded\" (NAM-9)"),
                arguments(BadgeAwardedNegative.class, "minorVersion must not be negative, but is -1"),
                arguments(BadgeAwardedGeneric.class, "it must not be generic, since receivers are found by its type"),
                arguments(
                        BadgeAwardedReplacedByNothing.class,
                        "Invalid hook type \"nothing\": the last segment, \"nothing\""),
                arguments(
                        BadgeAwardedKeyMissing.class,
                        "its key field \"place.course_id\" does not resolve: there is no \"course_id\", only"
                                + " [course_key, next_course_key, inners] (ANN-4)"),
                arguments(
                        BadgeAwardedKeyInJava.class,
                        "its key field \"place.courseKey\" does not resolve: there is no \"courseKey\""),
                arguments(
                        BadgeAwardedKeyBeyond.class,
                        "its key field \"place.course_key.run\" does not resolve: there is no \"run\", only [] (ANN-4)"),
                arguments(
                        BadgeAwardedKeyInList.class,
                        "its key field \"place.inners.name\" does not resolve: there is no \"name\""),
                arguments(
                        BadgeAwardedKeyRecord.class,
                        "its key field \"place\" does not resolve: it leads to a record, not to a value (KAF-8) (ANN-4)"),
                arguments(
                        BadgeAwardedKeyList.class,
                        "its key field \"place.inners\" does not resolve: it leads to a collection, not to a value (KAF-8)"),
                arguments(
                        BadgeAwardedKeyNullable.class,
                        "its key field \"place.next_course_key\" does not resolve: \"next_course_key\" may be null (ANN-4)"),
                arguments(
                        BadgeAwardedKeyThroughNullable.class,
                        "its key field \"place.course_key\" does not resolve: \"place\" may be null (ANN-4)"),
                arguments(BadgeAwardedKeyDot.class, "its key field \"place.\" does not resolve: there is no \"\""));
    }

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    static final class NoRecordAwarded implements OpenEdxEvent {}

    record NotAnnotated(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.Badge.awarded.v1")
    record BadTypeAwarded(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    record BadgeAwarded(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v2")
    record BadgeAwardedTwo(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    record BadgeAwardedV1(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v2")
    record BadgeAwardedV3(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    record SomethingAwarded(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", minorVersion = -1)
    record BadgeAwardedNegative(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    record BadgeAwardedGeneric<T>(T badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1")
    @DeprecatedHook(since = "1.2.0", replacedBy = "nothing")
    record BadgeAwardedReplacedByNothing(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.course_id")
    record BadgeAwardedKeyMissing(Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.courseKey")
    record BadgeAwardedKeyInJava(Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.course_key.run")
    record BadgeAwardedKeyBeyond(Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.inners.name")
    record BadgeAwardedKeyInList(Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.inners")
    record BadgeAwardedKeyList(Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place")
    record BadgeAwardedKeyRecord(Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.next_course_key")
    record BadgeAwardedKeyNullable(Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.course_key")
    record BadgeAwardedKeyThroughNullable(@Nullable Place place) implements OpenEdxEvent {}

    @EventHook(type = "com.example.lms.learning.badge.awarded.v1", keyField = "place.")
    record BadgeAwardedKeyDot(Place place) implements OpenEdxEvent {}
}

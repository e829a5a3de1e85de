/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.reference.Reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@DisplayName("Hook types (NAM-1 to NAM-7)")
class HookTypeTests {

    @ParameterizedTest
    @MethodSource("shippedTypes")
    void everyTypeThatOpenEdxShipsIsValidAndPrintsAsItIs(String value) {
        assertThat(HookType.of(value)).hasToString(value).isEqualTo(new HookType(value));
    }

    static Stream<String> shippedTypes() {
        return Stream.concat(Reference.eventTypes(), Reference.filterTypes());
    }

    @Test
    void openEdxShips75EventsAnd27FiltersAllOfDifferentTypes() {
        assertThat(Reference.eventTypes()).hasSize(75);
        assertThat(Reference.filterTypes()).hasSize(27);
        assertThat(shippedTypes()).doesNotHaveDuplicates();
    }

    @Test
    void everyShippedTypeHasTheSubdomainOfItsPythonModule() {
        assertThat(Reference.events())
                .allSatisfy(event -> assertThat(
                                HookType.of(event.get("event_type").asString()).subdomain())
                        .isEqualTo(event.get("subdomain").asString()));
        assertThat(Reference.filters())
                .allSatisfy(filter -> assertThat(
                                HookType.of(filter.get("filter_type").asString())
                                        .subdomain())
                        .isEqualTo(filter.get("subdomain").asString()));
    }

    @ParameterizedTest
    @MethodSource("shippedTypes")
    void everyShippedTypeIsMadeOfItsParts(String value) {
        HookType type = HookType.of(value);
        String name = String.join(".", type.reverseDns(), type.subdomain(), type.subject(), type.action());
        assertThat(value).isIn(name + ".v" + type.majorVersion(), name);
        assertThat(type.reverseDns()).isEqualTo("org.openedx");
    }

    @ParameterizedTest
    @CsvSource({
        "org.openedx.learning.course.enrollment.created.v1, org.openedx, learning, course.enrollment, created, 1",
        "org.openedx.content_authoring.xblock.published.v1, org.openedx, content_authoring, xblock, published, 1",
        "org.edx.learning.student.registered.v12, org.edx, learning, student, registered, 12",
        "com.example.lms.learning.badge.awarded.v1, com.example.lms, learning, badge, awarded, 1",
        "com.example.billing.invoice.paid.v2, com.example, billing, invoice, paid, 2",
        "com.example.billing.learning.paid.v1, com.example, billing, learning, paid, 1",
        "com.example.billing.invoice.learning.v1, com.example, billing, invoice, learning, 1",
        "com.example.learning.learning.path.completed.v1, com.example, learning, learning.path, completed, 1",
        "com.example.two_words.learning.path.completed.v1, com.example, two_words, learning.path, completed, 1",
        "org.openedx.learning.special_exam.proctored.v2.started.v1, org.openedx, learning, special_exam.proctored.v2, started, 1",
        "org.openedx.authz.role_assignment.created, org.openedx, authz, role_assignment, created, 1",
        "org.openedx.learning.a0z9.z0a9.v9, org.openedx, learning, a0z9, z0a9, 9",
        "org.openedx.learning.course.created.v1090, org.openedx, learning, course, created, 1090",
        "org.openedx.learning.course.created.v123456789, org.openedx, learning, course, created, 123456789",
        "org.openedx.authz.role_assignment.deleted, org.openedx, authz, role_assignment, deleted, 1",
        "org.openedx.enterprise.subsidy.redemption-reversed.v1, org.openedx, enterprise, subsidy, redemption-reversed, 1"
    })
    void aTypeTellsItsParts(
            String value, String reverseDns, String subdomain, String subject, String action, int majorVersion) {
        HookType type = HookType.of(value);
        assertThat(type.reverseDns()).isEqualTo(reverseDns);
        assertThat(type.subdomain()).isEqualTo(subdomain);
        assertThat(type.subject()).isEqualTo(subject);
        assertThat(type.action()).isEqualTo(action);
        assertThat(type.majorVersion()).isEqualTo(majorVersion);
    }

    @ParameterizedTest
    @DisplayName("DIV-1: the list of exceptions is frozen")
    @ValueSource(
            strings = {
                "org.openedx.authz.role_assignment.updated",
                "org.openedx.authz.role.created",
                "org.openedx.enterprise.subsidy.redemption-reversed.v2",
                "org.openedx.enterprise.subsidy.redemption-made.v1",
                "com.example.authz.role_assignment.created"
            })
    void whatLooksLikeAShippedExceptionIsRefused(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> HookType.of(value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // what | why
                "''                                          | the last segment, \"\", must be the major version, \"v\" and a number from 1 (NAM-7)",
                "org.openedx.learning.course.created         | the last segment, \"created\", must be the major version",
                "org.openedx.learning.course.created.V1      | the last segment, \"V1\", must be the major version",
                "org.openedx.learning.course.created.v0      | the last segment, \"v0\", must be the major version",
                "org.openedx.learning.course.created.v01     | the last segment, \"v01\", must be the major version",
                "org.openedx.learning.course.created.v       | the last segment, \"v\", must be the major version",
                "org.openedx.learning.course.created.v1x     | the last segment, \"v1x\", must be the major version",
                "org.openedx.learning.course.created.v-1     | the last segment, \"v-1\", must be the major version",
                "org.openedx.learning.course.created.v٣      | the last segment, \"v٣\", must be the major version",
                "org.openedx.learning.course.created.v1.     | the last segment, \"\", must be the major version",
                "org.openedx.learning.course.created.v9999999999 | the last segment, \"v9999999999\", must be the major version",
                "v1                                          | it has 1 segments, at least 6 are needed: two for the reverse DNS, subdomain, subject, action, major version (NAM-1)",
                "org.openedx.learning.enrollment.v1          | it has 5 segments, at least 6 are needed",
                "openedx.learning.course.created.v1          | it has 5 segments, at least 6 are needed",
                ".openedx.learning.course.created.v1         | segment 1, \"\", of the reverse DNS is empty",
                "Org.openedx.learning.course.created.v1      | segment 1, \"Org\", of the reverse DNS must be lower case (SUB-4)",
                "org.open-edx.learning.course.created.v1     | segment 2, \"open-edx\", of the reverse DNS must be a letter followed by letters or digits (NAM-2)",
                "org.open_edx.learning.course.created.v1     | segment 2, \"open_edx\", of the reverse DNS must be a letter followed by letters or digits (NAM-2)",
                "com.1password.learning.course.created.v1    | segment 2, \"1password\", of the reverse DNS must be a letter followed by letters or digits (NAM-2)",
                "com.example..learning.course.created.v1     | segment 3, \"\", of the subdomain is empty",
                "org.openedx.content-authoring.course.created.v1 | segment 3, \"content-authoring\", of the subdomain must be words of letters and digits, starting with a letter, with single underscores between them (NAM-1)",
                "org.openedx.Learning.course.created.v1      | segment 3, \"Learning\", of the subdomain must be lower case (SUB-4)",
                "org.openedx.content_authoring.Course.created.v1 | segment 4, \"Course\", of the subject must be lower case (SUB-4)",
                "org.openedx.learning.course.created.v1234567890 | the last segment, \"v1234567890\", must be the major version",
                "org.openedx.learning.Course.created.v1      | segment 4, \"Course\", of the subject must be lower case (SUB-4)",
                "org.openedx.learning.course..created.v1     | segment 5, \"\", of the subject is empty",
                "org.openedx.learning.1course.created.v1     | segment 4, \"1course\", of the subject must be words",
                "org.openedx.learning.special__exam.created.v1 | segment 4, \"special__exam\", of the subject must be words",
                "org.openedx.learning._exam.created.v1       | segment 4, \"_exam\", of the subject must be words",
                "org.openedx.learning.exam_.created.v1       | segment 4, \"exam_\", of the subject must be words",
                "org.openedx.learning.prüfung.created.v1     | segment 4, \"prüfung\", of the subject must be words",
                "org.openedx.learning.course. created.v1     | segment 5, \" created\", of the action must be words",
                "org.openedx.learning.course.re-created.v1   | segment 5, \"re-created\", of the action must be words",
                "org.openedx.learning.course.createD.v1      | segment 5, \"createD\", of the action must be lower case (SUB-4)",
                "org.openedx.learning.course.100%s.v1        | segment 5, \"100%s\", of the action must be words"
            })
    void aBadNameSaysWhichPartIsWrongAndWhy(String value, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookType.of(value))
                .withMessageStartingWith("Invalid hook type \"" + value + "\": " + why)
                .withMessageEndingWith(". A valid one is org.openedx.learning.course.enrollment.created.v1");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "\u0000"})
    void whiteSpaceAroundANameIsNotForgiven(String space) {
        String valid = "org.openedx.learning.course.created.v1";
        assertThatIllegalArgumentException().isThrownBy(() -> HookType.of(valid + space));
        assertThatIllegalArgumentException().isThrownBy(() -> HookType.of(space + valid));
    }

    @Test
    void aTypeOfMoreThan255CharactersIsRefusedWithoutRepeatingIt() {
        String longest = "org.openedx.learning." + "a".repeat(255 - 32) + ".created.v1";
        assertThat(HookType.of(longest).value()).hasSize(255);
        String wrong = longest.replace("created", "creat-d");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookType.of(wrong))
                .withMessageStartingWith("Invalid hook type \"" + wrong + "\": segment 5, \"creat-d\", of the action");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HookType.of(longest + "0"))
                .withMessage("Invalid hook type: it has 256 characters, at most 255 are allowed");
    }

    @Test
    @SuppressWarnings("NullAway")
    void noTypeIsNull() {
        assertThatNullPointerException().isThrownBy(() -> HookType.of(null)).withMessage("value");
    }

    @Test
    void typesSortByTheirNames() {
        assertThat(Stream.of("org.b.c.d.e.v1", "org.b.c.d.e.v2", "org.a.c.d.e.v9")
                        .map(HookType::of)
                        .sorted())
                .isEqualTo(List.of(
                        HookType.of("org.a.c.d.e.v9"), HookType.of("org.b.c.d.e.v1"), HookType.of("org.b.c.d.e.v2")));
    }

    @ParameterizedTest
    @DisplayName("VER-3: an incompatible change makes a new major version of the same hook")
    @CsvSource({
        "org.openedx.learning.thing.happened.v1, org.openedx.learning.thing.happened.v1, true",
        "org.openedx.learning.thing.happened.v1, org.openedx.learning.thing.happened.v12, true",
        "org.openedx.authz.role_assignment.created, org.openedx.authz.role_assignment.created.v2, true",
        "org.openedx.learning.thing.happened.v1, org.openedx.learning.thing.changed.v2, false",
        "org.openedx.learning.thing.happened.v1, org.openedx.learning.other.thing.happened.v2, false",
        "org.openedx.learning.thing.happened.v1, com.example.learning.thing.happened.v2, false"
    })
    void versionsOfOneHookDifferInNothingElse(String one, String other, boolean same) {
        assertThat(HookType.of(one).isVersionOf(HookType.of(other))).isEqualTo(same);
        assertThat(HookType.of(other).isVersionOf(HookType.of(one))).isEqualTo(same);
    }
}

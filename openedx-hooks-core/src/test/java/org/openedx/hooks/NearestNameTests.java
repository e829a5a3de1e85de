/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NearestNameTests {

    private static final List<String> BEANS = List.of("requirePaidTrack", "requireConsent", "checkCrm", "ab");

    @ParameterizedTest
    @CsvSource({
        "requirePaidTrack, requirePaidTrack",
        "requirePaidTrak, requirePaidTrack",
        "RequirePaidTrack, requirePaidTrack",
        "REQUIRECONSENT, requireConsent",
        "requiredConsents, requireConsent",
        "chekCRM, checkCrm",
        "crmCheck,",
        "AB, ab",
        "xb, ab",
        "xy,",
        "x,",
        "'',"
    })
    void theNameWithTheFewestEditsIsMeantIfItIsNear(String given, String nearest) {
        assertThat(NearestName.to(given, BEANS).orElse(null)).isEqualTo(nearest);
    }

    @Test
    void ofTwoThatAreEquallyNearTheFirstInTheAlphabetIsMeant() {
        assertThat(NearestName.to("stepX", List.of("stepB", "stepA", "stepC"))).contains("stepA");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "'', abc, 3",
        "abc, '', 3",
        "abc, ABC, 0",
        "abc, abd, 1",
        "abc, xbc, 1",
        "abc, abcd, 1",
        "abc, bc, 1",
        "ab, ba, 1",
        "xabx, xbax, 1",
        "abc, bca, 2",
        "ca, abc, 3",
        "kitten, sitting, 3",
        "Abcd, bADC, 2",
        "aab, aba, 1",
        "abcdef, badcfe, 3"
    })
    void lettersThatAreInsertedLeftOutReplacedOrSwappedAreAnEditEach(String from, String to, int edits) {
        assertThat(NearestName.distance(from, to)).isEqualTo(edits);
        assertThat(NearestName.distance(to, from)).isEqualTo(edits);
    }

    @ParameterizedTest
    @CsvSource({
        "abc, axy, abc",
        "abc, xyz,",
        "abcdef, abcdxy, abcdef",
        "abcdef, abcxyz,",
        "abcdefghi, abcdefxyz, abcdefghi",
        "abcdefghi, abcdewxyz,",
        "abcdefghi, abcdefghixyz, abcdefghi",
        "abcdefghijkl, abcdefghwxyz, abcdefghijkl",
        "abcdefghijkl, abcdefgvwxyz,"
    })
    void aThirdOfTheLettersMayDifferAndAlwaysTwoButNotAll(String valid, String given, @Nullable String nearest) {
        assertThat(NearestName.to(given, List.of(valid)).orElse(null)).isEqualTo(nearest);
    }

    @Test
    void withoutValidNamesNoneIsMeant() {
        assertThat(NearestName.to("step", List.of())).isEmpty();
    }

    @Test
    void aHookTypeWithATypingErrorIsFoundAmongItsNeighbours() {
        assertThat(NearestName.to(
                        "org.openedx.learning.course.enrolment.started.v1",
                        List.of(
                                "org.openedx.learning.course.enrollment.started.v1",
                                "org.openedx.learning.course.unenrollment.started.v1")))
                .contains("org.openedx.learning.course.enrollment.started.v1");
    }
}

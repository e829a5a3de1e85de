/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;

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

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested.PreventRegistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A step is a plain object: no application is needed to test it. */
class BlockedEmailDomainsTests {

    private final FilterContext context = FilterContext.of(
            OpenEdxPublicFilter.of(StudentRegistrationRequested.class), Map.of("domains", List.of("spam.example")));

    private final BlockedEmailDomains step = new BlockedEmailDomains();

    @Test
    void addressInABlockedDomainIsRefused() {
        assertThatExceptionOfType(PreventRegistration.class)
                .isThrownBy(() -> step.runFilter(form("bot@spam.example"), context))
                .satisfies(halt -> assertThat(halt.statusCode()).isEqualTo(403));
    }

    @Test
    void otherFormsPassUnchanged() {
        var form = form("ada@home.example");

        assertThat(step.runFilter(form, context)).isSameAs(form);
    }

    private static StudentRegistrationRequested form(String email) {
        return new StudentRegistrationRequested(Map.of("email", List.of(email)));
    }
}

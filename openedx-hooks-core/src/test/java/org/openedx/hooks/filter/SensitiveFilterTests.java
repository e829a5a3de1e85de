/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.Pipeline.Step;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested.PreventRegistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("Sensitive filters (FLT-16)")
class SensitiveFilterTests {

    private static final List<String> SENSITIVE = List.of(
            "password", "newpassword", "new_password", "oldpassword", "old_password", "new_password1", "new_password2");

    private static final Map<String, List<String>> FORM = form();

    private final StudentRegistrationRequested registration = new StudentRegistrationRequested(FORM);

    private final List<StudentRegistrationRequested> seen = new ArrayList<>();

    private final PipelineStep<StudentRegistrationRequested> look = (request, context) -> {
        seen.add(request);
        assertThat(context.attributes()).isEmpty();
        assertThat(context.options()).isEmpty();
        return request;
    };

    private static Map<String, List<String>> form() {
        Map<String, List<String>> form = new LinkedHashMap<>();
        form.put("username", List.of("u"));
        SENSITIVE.forEach(field -> form.put(field, List.of("secret 1", "secret 2")));
        form.put("email", List.of("e"));
        return form;
    }

    @Test
    void stepsSeeNoSecretAndTheCallerGetsAllOfThemBack() {
        StudentRegistrationRequested result = run(look);
        assertThat(seen).singleElement().satisfies(request -> {
            assertThat(request.formData()).containsOnlyKeys("username", "email");
            assertThat(request.concealed()).isEqualTo(request);
        });
        assertThat(result).isEqualTo(registration);
    }

    @Test
    void withoutStepsTheArgumentItselfComesBack() {
        assertThat(run()).isSameAs(registration);
    }

    @Test
    void secretsAreInTheResultOfAStepThatReplacesTheForm() {
        StudentRegistrationRequested result =
                run((request, context) -> new StudentRegistrationRequested(Map.of("username", List.of("other"))));
        Map<String, List<String>> expected = new LinkedHashMap<>(FORM);
        expected.remove("email");
        expected.put("username", List.of("other"));
        assertThat(result.formData()).isEqualTo(expected);
    }

    @Test
    void aStepCannotReplaceASecretThatTheCallerHas() {
        StudentRegistrationRequested result = run((request, context) -> {
            Map<String, List<String>> form = new LinkedHashMap<>(request.formData());
            form.put("password", List.of("chosen by the step"));
            return new StudentRegistrationRequested(form);
        });
        assertThat(result.formData()).containsEntry("password", List.of("secret 1", "secret 2"));
    }

    @Test
    void secretsAreInTheResultWhenAStepStops() {
        assertThat(run(look, (request, context) -> null, look)).isEqualTo(registration);
        assertThat(seen).hasSize(1);
    }

    @Test
    void secretsAreInTheResultWhenAStepFailsSilently() {
        StudentRegistrationRequested result = run((request, context) -> {
            throw new IllegalStateException();
        });
        assertThat(result).isEqualTo(registration);
    }

    @Test
    void theCallersRecordIsUntouchedHoweverTheRunEnds() {
        run(look, (request, context) -> new StudentRegistrationRequested(Map.of()));
        assertThat(registration.formData()).isEqualTo(FORM);
        assertThatExceptionOfType(PreventRegistration.class)
                .isThrownBy(() -> run((request, context) -> {
                    throw new PreventRegistration("no", null, 403);
                }));
        assertThat(registration.formData()).isEqualTo(FORM);
    }

    @Test
    void noSecretIsPrinted() {
        assertThat(registration.toString()).doesNotContain("secret", "[u]", "[e]");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private StudentRegistrationRequested run(PipelineStep<StudentRegistrationRequested>... steps) {
        return Pipeline.of(
                        OpenEdxPublicFilter.of(StudentRegistrationRequested.class),
                        Arrays.stream(steps)
                                .map(step -> Step.<StudentRegistrationRequested>of("step", step))
                                .toList())
                .run(registration);
    }
}

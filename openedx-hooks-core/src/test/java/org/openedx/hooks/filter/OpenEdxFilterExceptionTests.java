/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.filter.Pipeline.Step;
import org.openedx.hooks.filter.ThingRequested.PreventThing;
import org.openedx.hooks.learning.filter.StudentLoginRequested.PreventLogin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.openedx.hooks.filter.ThingRequested.FILTER;

@DisplayName("Filter exceptions (FLT-8, FLT-10)")
class OpenEdxFilterExceptionTests {

    @FilterHook(type = "org.openedx.trace.outer.requested.v1")
    record OuterRequested() implements OpenEdxFilter {}

    @Test
    void anExceptionSaysWhatItWasGiven() {
        OpenEdxFilterException halt = new OpenEdxFilterException("no", "/shop", 403, Map.of("tabs", List.of(1)));
        assertThat(halt).hasMessage("no");
        assertThat(halt.redirectTo()).isEqualTo("/shop");
        assertThat(halt.statusCode()).isEqualTo(403);
        assertThat(halt.extras()).isEqualTo(Map.of("tabs", List.of(1)));
    }

    @Test
    void whatAnExceptionWasNotGivenIsAbsent() {
        OpenEdxFilterException halt = new OpenEdxFilterException("no");
        assertThat(halt.redirectTo()).isNull();
        assertThat(halt.statusCode()).isNull();
        assertThat(halt.extras()).isEmpty();
        assertThat(halt.filterType()).isNull();
        assertThat(halt.step()).isNull();
    }

    @Test
    void theExtrasAreACopyInTheirOrderAndMayBeNull() {
        Map<String, Object> extras = new LinkedHashMap<>();
        extras.put("z", 1);
        extras.put("a", 2);
        extras.putAll(Collections.singletonMap("m", null));
        OpenEdxFilterException halt = new OpenEdxFilterException("no", null, null, extras);
        extras.clear();
        assertThat(halt.extras().keySet()).containsExactly("z", "a", "m");
        assertThat(halt.extras().get("m")).isNull();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> halt.extras().clear());
    }

    @Test
    void anExceptionHasNoStackTrace() {
        assertThat(new PreventThing("no").getStackTrace()).isEmpty();
    }

    @Test
    void theInnermostOfNestedPipelinesSaysWhichStepHalted() {
        Pipeline<ThingRequested> inner = Pipeline.of(FILTER, List.of(Step.of("innerStep", (thing, context) -> {
            throw new PreventThing("no");
        })));
        Pipeline<OuterRequested> outer = Pipeline.of(
                OpenEdxPublicFilter.of(OuterRequested.class), List.of(Step.of("outerStep", (filter, context) -> {
                    inner.run(ThingRequested.of("x", 1));
                    return filter;
                })));
        assertThatExceptionOfType(PreventThing.class)
                .isThrownBy(() -> outer.run(new OuterRequested()))
                .satisfies(halt -> {
                    assertThat(halt.filterType()).isEqualTo(FILTER.type());
                    assertThat(halt.step()).isEqualTo("innerStep");
                });
    }

    @Test
    @DisplayName("FLT-8: an exception that is thrown again says where it was thrown last")
    void anExceptionThatIsThrownAgainSaysWhereItWasThrownLast() {
        PreventThing constant = new PreventThing("no");
        Pipeline<ThingRequested> inner = Pipeline.of(FILTER, List.of(Step.of("innerStep", (thing, context) -> {
            throw constant;
        })));
        Pipeline<OuterRequested> alone = Pipeline.of(
                OpenEdxPublicFilter.of(OuterRequested.class), List.of(Step.of("alone", (filter, context) -> {
                    throw constant;
                })));
        Pipeline<OuterRequested> around = Pipeline.of(
                OpenEdxPublicFilter.of(OuterRequested.class), List.of(Step.of("outerStep", (filter, context) -> {
                    try {
                        alone.run(filter);
                    } catch (PreventThing ex) {
                        inner.run(ThingRequested.of("x", 1));
                    }
                    return filter;
                })));
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(PreventThing.class).isThrownBy(() -> inner.run(ThingRequested.of("x", 1)));
            assertThat(constant.filterType() + " " + constant.step()).isEqualTo(FILTER.type() + " innerStep");
            assertThat(alone.runAsync(new OuterRequested(), Runnable::run)).isCompletedExceptionally();
            assertThat(constant.filterType() + " " + constant.step())
                    .isEqualTo("org.openedx.trace.outer.requested.v1 alone");
            assertThatExceptionOfType(PreventThing.class).isThrownBy(() -> around.run(new OuterRequested()));
            assertThat(constant.filterType() + " " + constant.step()).isEqualTo(FILTER.type() + " innerStep");
        }
    }

    @Test
    void anExceptionSurvivesSerializationWithoutItsExtras() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new OpenEdxFilterException("no", "/shop", 403, Map.of("response", new Object())));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOfSatisfying(OpenEdxFilterException.class, halt -> {
                assertThat(halt).hasMessage("no");
                assertThat(halt.redirectTo()).isEqualTo("/shop");
                assertThat(halt.statusCode()).isEqualTo(403);
                assertThat(halt.extras()).isEmpty();
            });
        }
    }

    @Test
    void aLoginCanBePreventedWithAContextThatHasNullValues() {
        Map<String, Object> context = Collections.singletonMap("next", null);
        PreventLogin halt = new PreventLogin("no", null, "locked", context);
        assertThat(halt.extras()).isEqualTo(Map.of("error_code", "locked", "context", context));
        assertThat(new PreventLogin("no", null, "locked", null).extras()).containsOnlyKeys("error_code");
    }
}

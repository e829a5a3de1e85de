/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventJsonModule;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Examples of hooks' data (PUR-9). */
class SamplePayloadTests {

    private static final ClassLoader CLASS_PATH = SamplePayloadTests.class.getClassLoader();

    private static final HookCatalog CATALOG = HookCatalog.load(CLASS_PATH);

    private static final SamplePayload SAMPLES = new SamplePayload(HookDocs.of(CLASS_PATH));

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new EventJsonModule(EventCodecs.standard(), CATALOG))
            .build();

    static List<HookDefinition> events() {
        return CATALOG.definitions().stream()
                .filter(hook -> hook instanceof OpenEdxPublicSignal<?> event && event.isBusCapable())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("events")
    void theExampleOfAnEventCanBeReadAndIsWrittenAsItWas(HookDefinition event) {
        String example = JSON.writeValueAsString(SAMPLES.of(event.hookClass()));

        assertThat(JSON.writeValueAsString(JSON.readValue(example, event.hookClass())))
                .isEqualTo(example);
    }

    @Test
    void anExampleHasTheNamesOfPythonInDeclaredOrderAndTextsThatTheWordsName() {
        assertThat(JSON.writeValueAsString(SAMPLES.of(CourseEnrollmentCreated.class)))
                .startsWith("{\"enrollment\":{\"user\":{\"id\":42,\"is_active\":true,\"pii\":{\"username\":\"alice\"")
                .contains("\"course_key\":\"course-v1:OpenedX+DemoX+2026\"", "\"mode\":\"audit\"");
    }

    @Test
    void whoGetsAnExampleCannotChangeIt() {
        Map<String, Object> example = Objects.requireNonNull(SAMPLES.of(CourseEnrollmentCreated.class));

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(example::clear);
    }

    @Test
    void dataOfALibraryWithoutWordsIsNamedAfterItself() {
        assertThat(SAMPLES.of(Plain.class))
                .isEqualTo(Map.of(
                        "full_name",
                        "full name",
                        "home_url",
                        "https://example.org/home",
                        "parts",
                        List.of(Map.of("name", "value")),
                        "any",
                        List.of(42)));
    }

    @Test
    void whatOnlyTheHostKnowsIsSaidToBeItsOwn() {
        assertThat(SAMPLES.of(Generic.class))
                .isEqualTo(Map.of(
                        "own", "(the host's own)",
                        "forms", Map.of("name", List.of("value")),
                        "names", List.of("names")));
    }

    record Generic<T>(T own, Map<String, List<String>> forms, List<String> names) {}

    @Test
    void thereIsNoExampleOfWhatHasNoFormInJson() {
        assertThat(SAMPLES.of(Streaming.class)).isNull();
        assertThat(SAMPLES.of(Arrays.class)).isNull();
    }

    @Test
    void thereIsNoExampleOfWhatContainsItself() {
        assertThat(SAMPLES.of(Tree.class)).isNull();
    }

    record Plain(String fullName, String homeUrl, List<Map<String, String>> parts, List<? extends Integer> any) {}

    record Streaming(Map<String, List<InputStream>> files) {}

    record Arrays<T>(List<T[]> elements) {}

    record Tree(String name, List<Tree> branches) {}
}

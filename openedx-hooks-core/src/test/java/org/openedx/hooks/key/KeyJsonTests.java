/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyJsonTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String TEXT = """
            {"aside":"aside-usage-v2:lb$:a$:b$:c$:d::x","ccx":"ccx-v1:a+b+c+ccx@1","collection":"lib-collection:a:b:c",\
            "container":"lct:a:b:unit:u","context":"lib:a:b","course":"a/b/c","legacy":"library-v1:a+b",\
            "library":"lib:a:b","libraryUsage":"lb:a:b:c:d","usage":"block-v1:a+b+c+type@t+block@b"}""";

    @Test
    void keysAreTextInJson() {
        Keys keys = JSON.readValue(TEXT, Keys.class);

        assertThat(keys.course()).isEqualTo(CourseKey.parse("a/b/c"));
        assertThat(keys.usage()).isEqualTo(UsageKey.parse("block-v1:a+b+c+type@t+block@b"));
        assertThat(JSON.readTree(JSON.writeValueAsString(keys))).isEqualTo(JSON.readTree(TEXT));
    }

    @Test
    void keysAreNamesInJsonObjects() {
        Modes modes = JSON.readValue("{\"modes\":{\"course-v1:a+b+c\":[\"lib:a:b\"]}}", Modes.class);

        assertThat(modes.modes())
                .containsExactly(Map.entry(CourseKey.of("a", "b", "c"), List.of(new LibraryLocatorV2("a", "b"))));
        assertThat(JSON.writeValueAsString(modes)).isEqualTo("{\"modes\":{\"course-v1:a+b+c\":[\"lib:a:b\"]}}");
    }

    @Test
    void invalidKeysInJsonAreExplained() {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JSON.readValue("\"course-v1:a+b\"", CourseKey.class))
                .withMessageContaining("expected org+course+run or a version at index 13")
                .withCauseInstanceOf(InvalidKeyException.class);
    }

    record Keys(
            CourseKey course,
            CCXLocator ccx,
            LibraryLocator legacy,
            LearningContextKey context,
            LibraryLocatorV2 library,
            UsageKey usage,
            AsideUsageKey aside,
            LibraryUsageLocatorV2 libraryUsage,
            LibraryCollectionLocator collection,
            LibraryContainerLocator container) {}

    record Modes(Map<CourseKey, List<LibraryLocatorV2>> modes) {}
}

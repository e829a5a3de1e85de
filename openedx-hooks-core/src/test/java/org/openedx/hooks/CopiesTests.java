/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** What records copy, and what builders of records say. */
@SuppressWarnings("NullAway") // null is the point
class CopiesTests {

    @Test
    void aListIsCopiedAndHoldsNoNull() {
        List<String> elements = new ArrayList<>(List.of("b", "a"));
        List<String> copy = Copies.list(elements, "names");
        List<Integer> converted = Copies.list(elements, "names", String::length);
        elements.clear();

        assertThat(copy).containsExactly("b", "a").isUnmodifiable();
        assertThat(converted).containsExactly(1, 1).isUnmodifiable();
        missing(() -> Copies.list(null, "names"), "names");
        missing(() -> Copies.list(null, "names", value -> value), "names");
        missing(() -> Copies.list(Arrays.asList("a", null), "names"), "names holds null");
        missing(() -> Copies.list(Arrays.asList("a", null), "names", value -> value), "names holds null");
    }

    @Test
    void aSetIsCopiedInItsOrderAndHoldsNoNull() {
        Set<String> elements = new LinkedHashSet<>(List.of("z", "a", "m"));
        Set<String> copy = Copies.set(elements, "names");
        elements.clear();

        assertThat(copy).containsExactly("z", "a", "m").isUnmodifiable();
        missing(() -> Copies.set(null, "names"), "names");
        missing(() -> Copies.set(Collections.singleton(null), "names"), "names holds null");
    }

    @Test
    void aMapIsCopiedInItsOrderAndHoldsNoNull() {
        Map<String, Integer> entries = new LinkedHashMap<>();
        entries.put("z", 1);
        entries.put("a", 2);
        Map<String, Integer> copy = Copies.map(entries, "counts");
        Map<String, String> converted = Copies.map(entries, "counts", String::valueOf);
        entries.clear();

        assertThat(copy).containsExactly(Map.entry("z", 1), Map.entry("a", 2)).isUnmodifiable();
        assertThat(converted)
                .containsExactly(Map.entry("z", "1"), Map.entry("a", "2"))
                .isUnmodifiable();
        missing(() -> Copies.map(null, "counts"), "counts");
        missing(() -> Copies.map(null, "counts", value -> value), "counts");
        missing(() -> Copies.map(Collections.singletonMap("a", null), "counts"), "counts holds null");
        missing(() -> Copies.map(Collections.singletonMap(null, 1), "counts"), "counts holds null");
    }

    @Test
    void theContextOfATemplateMayHaveNullAsAValue() {
        Map<String, Object> entries = new LinkedHashMap<>();
        entries.put("z", null);
        entries.put("a", 2);
        Map<String, Object> copy = Copies.context(entries, "context");
        entries.clear();

        assertThat(copy.keySet()).containsExactly("z", "a");
        assertThat(copy).containsEntry("z", null).containsEntry("a", 2).isUnmodifiable();
        missing(() -> Copies.context(null, "context"), "context");
        missing(() -> Copies.context(Collections.singletonMap(null, 1), "context"), "context holds null");
    }

    @Test
    void aBuilderThatLacksNothingBuildsAndAnotherNamesAllThatItLacks() {
        assertThatNoException().isThrownBy(() -> Defaults.requireNone(0, "id", "isActive", "since"));
        assertThatIllegalStateException()
                .isThrownBy(() -> Defaults.requireNone(0b101, "id", "isActive", "since"))
                .withMessage("Not given, and without a default: id, since");
        assertThatIllegalStateException()
                .isThrownBy(() -> Defaults.requireNone(0b010, "id", "isActive", "since"))
                .withMessage("Not given, and without a default: isActive");
    }

    @Test
    void whatHasNoElementsByDefaultCannotGetAny() {
        assertThat(Defaults.<String>list()).isEmpty();
        assertThat(Defaults.<String>list()).isUnmodifiable();
        assertThat(Defaults.<String>map()).isEmpty();
        assertThat(Defaults.<String>map()).isUnmodifiable();
    }

    private static void missing(Runnable copy, String message) {
        assertThatNullPointerException().isThrownBy(copy::run).withMessage(message);
    }
}

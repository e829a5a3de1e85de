/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.bus.ProducerRoutes.Route;

import static org.assertj.core.api.Assertions.assertThat;

/** CFG-4, against {@code merge_producer_configs} of openedx-events 11.2.0, written down in Java below. */
@Label("Merging routes (CFG-4)")
class ProducerRoutesTests {

    /** The rows that the Python library was run with. */
    @Test
    @DisplayName("CFG-4: what Python gives")
    void theRowsOfThePythonLibrary() {
        ProducerRoutes original = routes("e", "t", "k", true);

        assertThat(original.merge(routes("e", "t", null, false))).isEqualTo(routes("e", "t", "k", false));
        assertThat(original.merge(routes("e2", "t", "k", true)))
                .isEqualTo(new ProducerRoutes(
                        Map.of("e", Map.of("t", new Route("k", true)), "e2", Map.of("t", new Route("k", true)))));
        assertThat(original.merge(routes("e", "t", null, null))).isEqualTo(original);
        assertThat(original.merge(new ProducerRoutes(Map.of("e3", Map.of()))))
                .isEqualTo(new ProducerRoutes(Map.of("e", Map.of("t", new Route("k", true)), "e3", Map.of())));
        assertThat(routes("e", "t", null, true)
                        .merge(ProducerRoutes.NONE)
                        .topics()
                        .get("e"))
                .isEqualTo(Map.of("t", new Route(null, true)));
    }

    @Property
    void mergingIsWhatPythonDoes(
            @ForAll("routes") ProducerRoutes original, @ForAll("routes") ProducerRoutes overrides) {
        assertThat(original.merge(overrides).topics()).isEqualTo(python(original.topics(), overrides.topics()));
    }

    @Property
    void theOrderOfMergingIsNoMatter(
            @ForAll("routes") ProducerRoutes a,
            @ForAll("routes") ProducerRoutes b,
            @ForAll("routes") ProducerRoutes c) {
        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    }

    @Property
    void mergingChangesNeitherSide(@ForAll("routes") ProducerRoutes a, @ForAll("routes") ProducerRoutes b) {
        ProducerRoutes before = new ProducerRoutes(a.topics());
        ProducerRoutes other = new ProducerRoutes(b.topics());
        ProducerRoutes unused = a.merge(b);

        assertThat(a).isEqualTo(before);
        assertThat(b).isEqualTo(other);
        assertThat(a.merge(ProducerRoutes.NONE)).isEqualTo(a);
        assertThat(ProducerRoutes.NONE.merge(a)).isEqualTo(a);
    }

    @Provide
    Arbitrary<ProducerRoutes> routes() {
        Arbitrary<Route> route = Combinators.combine(
                        Arbitraries.of("k", "l").injectNull(0.4),
                        Arbitraries.of(true, false).injectNull(0.4))
                .as(Route::new);
        Arbitrary<Map<String, Route>> topics =
                Arbitraries.maps(Arbitraries.of("s", "t", "u"), route).ofMaxSize(3);
        return Arbitraries.maps(Arbitraries.of("e", "f", "g"), topics)
                .ofMaxSize(3)
                .map(ProducerRoutes::new);
    }

    private static ProducerRoutes routes(
            String type, String topic, @Nullable String keyField, @Nullable Boolean enabled) {
        return new ProducerRoutes(Map.of(type, Map.of(topic, new Route(keyField, enabled))));
    }

    /** Line by line as in Python, on dictionaries that lack what is not said. */
    private static Map<String, Map<String, Route>> python(
            Map<String, Map<String, Route>> original, Map<String, Map<String, Route>> overrides) {
        Map<String, Map<String, Map<String, Object>>> combined = new LinkedHashMap<>();
        original.forEach((type, topics) -> {
            Map<String, Map<String, Object>> copy = new LinkedHashMap<>();
            topics.forEach((topic, route) -> copy.put(topic, dictionary(route)));
            combined.put(type, copy);
        });
        overrides.forEach((type, topics) -> {
            Map<String, Map<String, Object>> combinedTopics =
                    combined.computeIfAbsent(type, key -> new LinkedHashMap<>());
            topics.forEach((topic, route) -> {
                Map<String, Object> combinedTopic = combinedTopics.computeIfAbsent(topic, key -> new HashMap<>());
                dictionary(route).forEach(combinedTopic::put);
            });
        });
        Map<String, Map<String, Route>> result = new LinkedHashMap<>();
        combined.forEach((type, topics) -> {
            Map<String, Route> routes = new LinkedHashMap<>();
            topics.forEach((topic, settings) -> routes.put(
                    topic, new Route((String) settings.get("event_key_field"), (Boolean) settings.get("enabled"))));
            result.put(type, routes);
        });
        return result;
    }

    private static Map<String, Object> dictionary(Route route) {
        Map<String, Object> settings = new HashMap<>();
        if (route.eventKeyField() != null) {
            settings.put("event_key_field", Objects.requireNonNull(route.eventKeyField()));
        }
        if (route.enabled() != null) {
            settings.put("enabled", Objects.requireNonNull(route.enabled()));
        }
        return settings;
    }
}

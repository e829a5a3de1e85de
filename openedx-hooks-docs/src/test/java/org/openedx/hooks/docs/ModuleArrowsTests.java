/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which module sees which. What a module does not depend on, no class of it can know: neither the starter a broker, nor
 * one broker the other, nor anything that is published the support for tests.
 */
class ModuleArrowsTests {

    private static final String CORE = "openedx-hooks-core";

    private static final String STARTER = "openedx-hooks-spring-boot-starter";

    private static final String EVENT_BUS = "openedx-hooks-event-bus";

    private static final String REDIS = "openedx-hooks-redis-spring-boot-starter";

    private static final String KAFKA = "openedx-hooks-kafka-spring-boot-starter";

    private static final Map<String, List<String>> SEEN = Map.of(
            CORE,
            List.of(),
            STARTER,
            List.of(CORE),
            EVENT_BUS,
            List.of(STARTER),
            REDIS,
            List.of(EVENT_BUS),
            KAFKA,
            List.of(EVENT_BUS),
            "openedx-hooks-spring-boot-starter-test",
            List.of(STARTER, EVENT_BUS),
            "openedx-hooks-console",
            List.of(STARTER),
            "openedx-hooks-bom",
            List.of());

    private static final String NOT_OF_TESTS = "/project/dependencies/dependency[not(scope = 'test')]";

    @Test
    void eachPublishedModuleSeesOnlyThoseBelowIt() {
        assertThat(Pom.published())
                .contains(STARTER)
                .allSatisfy(module -> assertThat(
                                Pom.ofModule(module).all(NOT_OF_TESTS + "[groupId = 'org.openedx.hooks']/artifactId"))
                        .as(module)
                        .containsExactlyElementsOf(SEEN.getOrDefault(module, List.of("no row for " + module))));
    }

    @Test
    void onlyTheModuleOfABrokerDependsOnItsClient() {
        assertThat(Pom.published())
                .allSatisfy(module -> assertThat(Pom.ofModule(module).all(NOT_OF_TESTS + "/artifactId").stream()
                                .filter(artifact -> !artifact.startsWith("openedx-hooks-"))
                                .filter(artifact -> artifact.matches(".*(kafka|redis|lettuce|jedis).*")))
                        .as(module)
                        .allMatch(artifact -> (module.equals(REDIS) && artifact.contains("redis"))
                                || (module.equals(KAFKA) && artifact.contains("kafka"))));
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BomTests {

    private static final Pom BOM = Pom.ofModule("openedx-hooks-bom");

    @Test
    void theBomNamesEveryModuleThatIsPublished() {
        List<String> modules = Pom.published().stream()
                .filter(module -> !module.equals("openedx-hooks-bom"))
                .toList();

        assertThat(modules).contains("openedx-hooks-core", "openedx-hooks-spring-boot-starter");
        assertThat(BOM.all("/project/dependencyManagement/dependencies/dependency/artifactId"))
                .containsExactlyInAnyOrderElementsOf(modules);
    }

    @Test
    void theBomDecidesOnNothingElse() {
        assertThat(BOM.all("//dependency/groupId")).containsOnly("org.openedx.hooks");
        assertThat(BOM.all("//dependency/version")).containsOnly("${project.version}");
    }
}

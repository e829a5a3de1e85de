/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code mvn -Prelease verify} has made of each module is complete. */
@EnabledIfSystemProperty(named = "openedx.release", matches = "true", disabledReason = "mvn -Prelease verify")
class ReleaseTests {

    static List<String> published() {
        return Pom.published();
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyPublishedPomSaysWhatRepositoriesAskFor(String module) {
        Pom pom = Pom.of(target(module).resolve(".flattened-pom.xml"));

        for (String element : List.of(
                "groupId",
                "artifactId",
                "version",
                "name",
                "description",
                "url",
                "licenses/license/name",
                "licenses/license/url",
                "developers/developer/name",
                "scm/connection",
                "scm/developerConnection",
                "scm/url")) {
            assertThat(pom.one("/project/" + element)).as(element).isNotEmpty().doesNotContain("${");
        }
        assertThat(pom.one("/project/url")).doesNotEndWith(module);
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyPublishedPomStandsForItself(String module) {
        Pom pom = Pom.of(target(module).resolve(".flattened-pom.xml"));

        assertThat(pom.all("/project/parent | /project/build | /project/profiles | /project/properties"))
                .isEmpty();
        assertThat(pom.all("//dependency/version")).hasSameSizeAs(pom.all("//dependency"));
        assertThat(pom.all("//dependency/scope")).doesNotContain("test");
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyModuleHasItsJarsAndItsBillOfMaterials(String module) {
        String version = Pom.ofModule(".").one("/project/version");
        List<String> expected = new ArrayList<>(List.of("bom.json"));
        if (!module.equals("openedx-hooks-bom")) {
            for (String kind : List.of("", "-sources", "-javadoc")) {
                expected.add(module + "-" + version + kind + ".jar");
            }
        }

        assertThat(expected)
                .allSatisfy(file -> assertThat(target(module).resolve(file)).isRegularFile());
    }

    private static Path target(String module) {
        return Repository.ROOT.resolve(module).resolve("target");
    }
}

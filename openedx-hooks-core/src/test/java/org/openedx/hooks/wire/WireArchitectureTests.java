/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "org.openedx.hooks", importOptions = ImportOption.DoNotIncludeTests.class)
class WireArchitectureTests {

    @ArchTest
    static final ArchRule HOOKS_DO_NOT_KNOW_HOW_THEY_TRAVEL = noClasses()
            .that()
            .resideOutsideOfPackage("org.openedx.hooks.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.openedx.hooks.wire..");

    @ArchTest
    static final ArchRule ONLY_THE_WIRE_NEEDS_AVRO_AND_JACKSON = noClasses()
            .that()
            .resideOutsideOfPackage("org.openedx.hooks.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.avro..", "tools.jackson..");

    @ArchTest
    static final ArchRule ONLY_JSON_NEEDS_JACKSON = noClasses()
            .that()
            .resideInAPackage("org.openedx.hooks.wire..")
            .and()
            .haveNameNotMatching(".*\\.EventJson.*")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..");

    @ArchTest
    static final ArchRule ONLY_OTHER_SCHEMAS_NEED_AVRO = noClasses()
            .that()
            .resideInAPackage("org.openedx.hooks.wire..")
            .and()
            .haveNameNotMatching(".*\\.(EventCodec|Resolution|SchemaEvolution|Schemas)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.avro..");
}

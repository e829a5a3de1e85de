/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.openedx.hooks.event.EventMetadata;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What holds for all modules together. */
@AnalyzeClasses(packages = "org.openedx.hooks", importOptions = DoNotIncludeTests.class)
class OverallArchitectureTests {

    /** META-6: it only travels. */
    @ArchTest
    static final ArchRule nothingIsDecidedByTheSource = noClasses()
            .that()
            .resideOutsideOfPackage("org.openedx.hooks.wire")
            .should()
            .callMethod(EventMetadata.class, "source");
}

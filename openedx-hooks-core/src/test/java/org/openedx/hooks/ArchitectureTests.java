/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** Which package knows which; the arrows that never exist. */
@AnalyzeClasses(packages = "org.openedx.hooks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String ROOT = "org.openedx.hooks";

    private static final DescribedPredicate<JavaClass> OURS =
            resideInAPackage(ROOT + "..").as("the core");

    private static final DescribedPredicate<JavaClass> WIRE = resideInAPackage(ROOT + ".wire..");

    private static final DescribedPredicate<JavaClass> ANNOTATIONS =
            DescribedPredicate.describe("annotations", JavaClass::isAnnotation);

    @ArchTest
    static final ArchRule theCoreKnowsNoSpringNoMicrometerAndNoBroker = classes()
            .should()
            .onlyDependOnClassesThat(OURS.or(resideInAnyPackage(
                    "java..",
                    "javax.annotation.processing..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "io.soabase.recordbuilder..",
                    "tools.jackson..",
                    "com.fasterxml.jackson..",
                    "org.apache.avro..")));

    @ArchTest
    static final ArchRule onlyTheWireKnowsAvro =
            noClasses().that(not(WIRE)).should().dependOnClassesThat().resideInAPackage("org.apache.avro..");

    @ArchTest
    static final ArchRule theRootPackageKnowsNoOther = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".*..");

    @ArchTest
    static final ArchRule keysKnowNothingElseOfOursButTheEscaper = noClasses()
            .that()
            .resideInAPackage(ROOT + ".key..")
            .should()
            .dependOnClassesThat(
                    OURS.and(not(resideInAPackage(ROOT + ".key.."))).and(not(type(Printable.class))));

    @ArchTest
    static final ArchRule payloadKnowsOnlyKeysAndAnnotations = noClasses()
            .that()
            .resideInAPackage(ROOT + ".*.data")
            .should()
            .dependOnClassesThat(OURS.and(not(resideInAnyPackage(ROOT + ".*.data", ROOT + ".key.."))
                            .and(not(ANNOTATIONS))
                            .and(not(type(Defaults.class)))
                            .and(not(type(Copies.class))))
                    .as("other than payload, keys, annotations, Defaults and Copies"));

    @ArchTest
    static final ArchRule noSubdomainKnowsAnother = slices().matching(
                    ROOT + ".(learning|contentauthoring|enterprise|analytics|authz)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule eventsAndFiltersDoNotKnowEachOther =
            slices().matching(ROOT + ".(event|filter)").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule eventsAndFiltersOfASubdomainDoNotKnowEachOther =
            slices().matching(ROOT + ".*.(event|filter)").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule nobodyKnowsTheWire =
            noClasses().that(not(WIRE)).should().dependOnClassesThat(WIRE);

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .should(new ArchCondition<>("be in a @NullMarked package") {
                @Override
                public void check(JavaClass javaClass, ConditionEvents events) {
                    events.add(new SimpleConditionEvent(
                            javaClass,
                            javaClass.getPackage().isAnnotatedWith(NullMarked.class),
                            javaClass.getPackageName()));
                }
            });

    @ArchTest
    static final ArchRule nothingIsPrinted = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    @ArchTest
    static final ArchRule letterCaseDoesNotDependOnTheMachine = noClasses()
            .should()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");
}

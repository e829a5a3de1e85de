/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "org.openedx.hooks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    private static final String[] BROKERS = {
        "..spring.bus.redis..",
        "..spring.bus.kafka..",
        "org.apache.kafka..",
        "org.springframework.kafka..",
        "io.lettuce..",
        "redis.clients..",
        "org.springframework.data.."
    };

    @ArchTest
    static final ArchRule nothingButTheEventBusKnowsTheEventBus = noClasses()
            .that()
            .resideOutsideOfPackage("..spring.bus..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..spring.bus..");

    @ArchTest
    static final ArchRule theEventBusDoesNotKnowBrokers = noClasses()
            .that()
            .resideInAPackage("..spring.bus..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(BROKERS);

    @ArchTest
    static final ArchRule theEventBusDoesNotKnowItsOutboxAndItsEndpoint = noClasses()
            .that()
            .resideInAPackage("org.openedx.hooks.spring.bus")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..spring.bus.outbox..", "..spring.bus.actuate..");

    @ArchTest
    static final ArchRule theOutboxDoesNotKnowTheEndpoint = noClasses()
            .that()
            .resideInAPackage("..spring.bus.outbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..spring.bus.actuate..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.openedx.hooks.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule autoConfigurationsArePublicAndFinal = classes()
            .that()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePublic()
            .andShould()
            .haveModifier(JavaModifier.FINAL);

    @ArchTest
    static final ArchRule autoConfigurationsHaveNoPublicConstructors = constructors()
            .that()
            .areDeclaredInClassesThat()
            .areAnnotatedWith(AutoConfiguration.class)
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule beanMethodsArePackagePrivate =
            methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule classConditionsAreNotOnBeanMethods =
            noMethods().that().areAnnotatedWith(Bean.class).should().beAnnotatedWith(ConditionalOnClass.class);
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring;

import java.util.Arrays;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListenerFactory;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "org.openedx.hooks", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.openedx.hooks.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule classesOfEventsAndOfInsightAreFreeOfCycles = slices().assignedFrom(new SliceAssignment() {
                @Override
                public SliceIdentifier getIdentifierOf(JavaClass type) {
                    return type.getPackageName().matches("org\\.openedx\\.hooks\\.spring\\.(event|observe)")
                            ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                            : SliceIdentifier.ignore();
                }

                @Override
                public String getDescription() {
                    return "classes";
                }
            })
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyWiringDependsOnWiring = noClasses()
            .that()
            .resideOutsideOfPackage("..spring.autoconfigure..")
            .and()
            .areNotMetaAnnotatedWith(Configuration.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..spring.autoconfigure..");

    @ArchTest
    static final ArchRule sharedWiringKnowsNothingThatIsWiredElsewhere = noClasses()
            .that()
            .resideInAPackage("..spring.autoconfigure..")
            .should()
            .dependOnClassesThat(DescribedPredicate.describe(
                    "stand beside their own wiring",
                    type -> type.getPackageName().startsWith("org.openedx.hooks.spring.")
                            && !type.getPackageName().matches(".*\\.spring\\.(autoconfigure|config)")));

    @ArchTest
    static final ArchRule eventsAndFiltersDoNotKnowEachOther = slices().matching(
                    "org.openedx.hooks.spring.(event|filter)")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule readingConfigurationKnowsNobodyWhoHasAny = noClasses()
            .that()
            .resideInAPackage("..spring.config..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.openedx.hooks..")
                    .and(not(resideInAnyPackage("org.openedx.hooks", "..spring.config.."))));

    @ArchTest
    static final ArchRule theCoreDoesNotKnowSpring = noClasses()
            .that()
            .resideOutsideOfPackage("org.openedx.hooks.spring..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.openedx.hooks.spring..", "org.springframework..", "io.micrometer..");

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
    static final ArchRule beanMethodsDoNotReturnPrivateTypes = methods()
            .that()
            .areAnnotatedWith(Bean.class)
            .should(new ArchCondition<>("return a type that generated code can see") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    if (method.getRawReturnType().getModifiers().contains(JavaModifier.PRIVATE)) {
                        events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                    }
                }
            });

    @ArchTest
    static final ArchRule classConditionsAreNotOnBeanMethods =
            noMethods().that().areAnnotatedWith(Bean.class).should().beAnnotatedWith(ConditionalOnClass.class);

    @ArchTest
    static final ArchRule missingBeanConditionsDoNotRepeatTheReturnType = methods()
            .that()
            .areAnnotatedWith(ConditionalOnMissingBean.class)
            .should(new ArchCondition<>("not name the return type in the condition") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                    Class<?>[] types = method.reflect()
                            .getAnnotation(ConditionalOnMissingBean.class)
                            .value();
                    if (Arrays.asList(types).contains(method.reflect().getReturnType())) {
                        events.add(SimpleConditionEvent.violated(method, method.getFullName()));
                    }
                }
            });

    @ArchTest
    static final ArchRule whatSpringNeedsEarlyIsMadeByStaticMethods = methods()
            .that()
            .areAnnotatedWith(Bean.class)
            .and(DescribedPredicate.describe(
                    "make what Spring needs before other beans",
                    method -> method.getRawReturnType().isAssignableTo(EventListenerFactory.class)
                            || method.getRawReturnType().isAssignableTo(BeanPostProcessor.class)
                            || method.getRawReturnType().isAssignableTo(BeanFactoryPostProcessor.class)))
            .should()
            .beStatic();

    @ArchTest
    static final ArchRule listenerFactoriesAndBeanPostProcessorsNeedNothing = constructors()
            .that()
            .areDeclaredInClassesThat(DescribedPredicate.describe(
                    "Spring needs before other beans",
                    type -> type.isAssignableTo(EventListenerFactory.class)
                            || type.isAssignableTo(BeanPostProcessor.class)))
            .should()
            .haveRawParameterTypes(new Class<?>[0]);
}

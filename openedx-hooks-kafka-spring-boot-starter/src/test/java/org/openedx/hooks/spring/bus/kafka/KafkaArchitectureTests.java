/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

@AnalyzeClasses(packages = "org.openedx.hooks.spring.bus.kafka", importOptions = ImportOption.DoNotIncludeTests.class)
class KafkaArchitectureTests {

    /** KAF-16. */
    @ArchTest
    static final ArchRule nothingIsPromisedButTheAutoConfiguration =
            classes().that().haveModifier(JavaModifier.PUBLIC).should().be(KafkaEventBusAutoConfiguration.class);

    @ArchTest
    static final ArchRule nobodyNeedsSpringsClientsOrAnotherBroker = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.kafka..",
                    "org.springframework.data..",
                    "org.openedx.hooks.spring.bus.redis..",
                    "org.apache.kafka.clients.consumer.internals..",
                    "org.apache.kafka.clients.producer.internals..");
}

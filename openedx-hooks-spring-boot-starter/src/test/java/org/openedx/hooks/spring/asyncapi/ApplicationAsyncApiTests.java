/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.asyncapi;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.wire.AsyncApiOperation;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/** The AsyncAPI document of an application, and the file that a build makes of it. */
class ApplicationAsyncApiTests {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    OpenEdxHooksAsyncApiAutoConfiguration.class));

    @Test
    void aBuildWritesTheDocumentToAFile(@TempDir Path directory) {
        application
                .withPropertyValues("spring.application.name=school", "spring.application.version=2.1")
                .withBean(Receiver.class)
                .run(context -> {
                    Path file = directory.resolve("made").resolve("asyncapi.json");
                    ApplicationAsyncApi asyncApi = context.getBean(ApplicationAsyncApi.class);
                    asyncApi.writeTo(file);
                    asyncApi.writeTo(file);

                    assertThat(Files.readString(file))
                            .startsWith("{\n  \"asyncapi\" : \"3.0.0\",")
                            .contains("\"title\" : \"school\"", "\"version\" : \"2.1\"")
                            .contains("\"org.openedx.learning.certificate.created.v1.json\"")
                            .doesNotContain("enrollment.created")
                            .endsWith("}\n");
                });
    }

    @Test
    void whatGoesOverTopicsComesFromWhoeverKnows() {
        application
                .withBean(
                        AsyncApiOperation.Source.class,
                        () -> () -> List.of(AsyncApiOperation.send(
                                "topic", "kafka", OpenEdxPublicSignal.of(CourseEnrollmentCreated.class), null)))
                .run(context -> assertThat(
                                context.getBean(ApplicationAsyncApi.class).document())
                        .extracting("channels")
                        .asString()
                        .contains("topic", "enrollment.created.v1.kafka"));
    }

    @Test
    void receiversOfAllEventsMakeNoDocumentOfAllEvents() {
        application
                .withBean(Auditor.class)
                .run(context -> assertThat(context.getBean(ApplicationAsyncApi.class)
                                .document()
                                .toString())
                        .contains("messages={}"));
    }

    @Test
    void nothingOfItIsMadeBeforeSomebodyAsks() {
        application.run(context -> assertThat(context.getBeanFactory().containsSingleton("openEdxHooksAsyncApi"))
                .isFalse());
    }

    static class Receiver {

        @EventListener
        void receive(CertificateCreated event) {}
    }

    static class Auditor {

        @EventListener
        void hear(OpenEdxEvent event) {}
    }
}

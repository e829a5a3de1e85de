/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts an application on a class path that really lacks a library, in a process of its own. */
class OptionalLibrariesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "micrometer",
                "avro",
                "actuator|health",
                "spring-tx|jdbc|transaction|modulith|hibernate|jpa|jooq",
                "spring-web|webmvc|tomcat|servlet",
                "micrometer|avro|actuator|health|spring-tx|jdbc|transaction|modulith|hibernate|jpa|jooq|spring-web|webmvc|tomcat|servlet|postgres|h2"
            })
    void theEventBusWorksWithout(String absent) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-BytecodeVerificationRemote",
                        "-cp",
                        classPathWithout(absent),
                        Application.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("published 1 and received bob");
    }

    private static String classPathWithout(String absent) {
        List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        String rest = all.stream()
                .filter(entry -> !new File(entry).getName().matches(".*(" + absent + ").*"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(rest).as("the class path").isNotEqualTo(String.join(File.pathSeparator, all));
        return rest;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {

        private volatile String received = "nobody";

        public static void main(String[] args) throws InterruptedException {
            SpringApplication application = new SpringApplication(Application.class);
            try (ConfigurableApplicationContext context = application.run(
                    "--spring.main.web-application-type=none",
                    "--spring.main.banner-mode=off",
                    "--spring.autoconfigure.exclude=" + others(),
                    "--event-bus.consume-events[0].topic=logins",
                    "--event-bus.consume-events[0].group-id=g",
                    "--event-bus-producer-config." + Samples.LOGIN + ".logins.event-key-field=user.pii.username",
                    "--event-bus-producer-config." + Samples.LOGIN + ".logins.enabled=true")) {
                LocalBroker broker = context.getBean(LocalBroker.class);
                context.getBean(OpenEdxEvents.class).send(Samples.login("alice"));
                broker.consumer("logins", "g").receive(Samples.login("bob"));
                Application receiver = context.getBean(Application.class);
                for (int i = 0; i < 6000 && !(broker.published.size() == 1 && receiver.received.equals("bob")); i++) {
                    Thread.sleep(10);
                }
                System.out.println("published " + broker.published.size() + " and received " + receiver.received);
            }
        }

        /** Other tests bring libraries that want a database, or packages to look at. */
        private static String others() {
            return ImportCandidates.load(AutoConfiguration.class, Application.class.getClassLoader())
                    .getCandidates()
                    .stream()
                    .filter(name -> name.matches(".*(modulith|jpa|hibernate|jooq|flyway|liquibase|\\.data\\.).*"))
                    .collect(Collectors.joining(","));
        }

        @Bean
        LocalBroker broker() {
            return new LocalBroker();
        }

        @EventListener
        void receive(SessionLoginCompleted event) {
            received = event.user().pii().username();
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;

/** Starts an application on a class path that really lacks a library, in a process of its own. */
class OptionalLibrariesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "micrometer",
                "actuator|health",
                "spring-tx|jdbc|transaction",
                "jackson-databind|jackson-core|jackson-annotations",
                "spring-web|webmvc|webflux|tomcat|netty",
                "spring-cloud|spring-security",
                "reactor|webflux|netty",
                "micrometer|spring-cloud|spring-security|reactor|actuator|health|jackson|spring-tx|jdbc|transaction|spring-web|webmvc|webflux|tomcat|netty"
            })
    void theStarterWorksWithout(String absent) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPathWithout(absent),
                        Application.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("received 7 and failures 0");
    }

    private static String classPathWithout(String absent) throws IOException {
        List<String> all = List.of(System.getProperty("java.class.path").split(File.pathSeparator));
        String rest = all.stream()
                .filter(entry -> !new File(entry).getName().matches(".*(" + absent + ").*"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(rest).as("the class path").isNotEqualTo(String.join(File.pathSeparator, all));
        return rest;
    }

    @SpringBootApplication
    static class Application {

        private long received;

        public static void main(String[] args) {
            String[] quiet = Stream.of("--spring.main.web-application-type=none", "--spring.main.banner-mode=off")
                    .toArray(String[]::new);
            try (ConfigurableApplicationContext context = SpringApplication.run(Application.class, quiet)) {
                int failures = context.getBean(OpenEdxEvents.class)
                        .send(new StudentRegistrationCompleted(
                                new UserData(7, true, new UserPersonalData("b", "b@example.com", ""))))
                        .failures()
                        .size();
                CourseKey.parse("course-v1:edX+Demo+2026");
                System.out.println(
                        "received " + context.getBean(Application.class).received + " and failures " + failures);
            }
        }

        @EventListener
        void receive(StudentRegistrationCompleted event) {
            received = event.user().id();
        }
    }
}

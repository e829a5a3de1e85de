/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class FilterConfigurationFailureTests {

    @Test
    void aWrongConfigurationIsExplainedWithFileLineAndNearestName(CapturedOutput output) {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties("spring.config.name=wrong-filters");

        assertThatException().isThrownBy(application::run);

        assertThat(output.getOut().replace(System.lineSeparator(), "\n")).contains("""
                        APPLICATION FAILED TO START
                        ***************************

                        Description:

                        The filter pipelines of this application have 4 problems:

                            class path resource [wrong-filters.yml] - 5:20
                                org.openedx.learning.course.enrollment.started.v1:
                                fail-silently must be true or false, found "no-thanks".

                            class path resource [wrong-filters.yml] - 7:9
                                org.openedx.learning.course.enrollment.started.v1:
                                no bean or class is named "haltin". Did you mean "halting"?

                            class path resource [wrong-filters.yml] - 8:9
                                org.openedx.learning.course.enrollment.started.v1:
                                "unenrollment" is a step for CourseUnenrollmentStarted, not for CourseEnrollmentStarted.

                            class path resource [wrong-filters.yml] - 3:3
                                org.openedx.learning.course.enrolment.started.v1:
                                no filter has this type. Did you mean "org.openedx.learning.course.enrollment.started.v1"?

                        Action:

                        Correct the configuration. To start without what is wrong, and skip it as Open edX does, set openedx.hooks.filters.validation=lenient.
                        """);
    }

    @Test
    void editorsSuggestTheShippedHooks() throws Exception {
        HookCatalog catalog = HookCatalog.load(getClass().getClassLoader());
        Set<String> filters = new TreeSet<>();
        catalog.definitions().stream()
                .filter(hook -> hook.kind() == HookKind.FILTER)
                .forEach(hook -> filters.add(hook.type().value()));
        Set<String> all = new TreeSet<>(catalog.types());
        all.add("all");

        assertThat(hints("open-edx-filters-config.keys")).isEqualTo(filters);
        assertThat(hints("openedx.hooks.enabled.keys")).isEqualTo(all);
    }

    private static Set<String> hints(String name) throws Exception {
        Set<String> values = new TreeSet<>();
        try (InputStream in =
                FilterPipelines.class.getResourceAsStream("/META-INF/additional-spring-configuration-metadata.json")) {
            for (JsonNode hint :
                    JsonMapper.shared().readTree(Objects.requireNonNull(in)).get("hints")) {
                if (hint.get("name").asString().equals(name)) {
                    hint.get("values")
                            .forEach(value -> values.add(value.get("value").asString()));
                }
            }
        }
        return values;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({OpenEdxHooksAutoConfiguration.class, OpenEdxFiltersAutoConfiguration.class})
    @Import(Steps.StepBeans.class)
    static class Application {}
}

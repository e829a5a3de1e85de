/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryLocatorV2;
import org.openedx.hooks.key.UsageKey;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/** Keys are text wherever Spring turns text into values. */
class KeyConversionTests {

    @ParameterizedTest
    @CsvSource({
        "course-v1:edX+DemoX+2026, org.openedx.hooks.key.CourseKey",
        "edX/DemoX/2026, org.openedx.hooks.key.CourseKey",
        "block-v1:edX+DemoX+2026+type@problem+block@abc, org.openedx.hooks.key.UsageKey",
        "lib:edX:algebra, org.openedx.hooks.key.LibraryLocatorV2"
    })
    void springConvertsTextToKeys(String text, Class<?> type) {
        DefaultConversionService conversion = new DefaultConversionService();

        assertThat(conversion.convert(text, type)).isInstanceOf(type).hasToString(text);
    }

    @Test
    void keysAreValuesOfProperties() {
        Binder binder = new Binder(new MapConfigurationPropertySource(
                Map.of("demo", "course-v1:edX+DemoX+2026", "unit", "block-v1:edX+DemoX+2026+type@unit+block@u")));

        assertThat(binder.bind("demo", Bindable.of(CourseKey.class)).get())
                .isEqualTo(CourseKey.of("edX", "DemoX", "2026"));
        assertThat(binder.bind("unit", Bindable.of(UsageKey.class)).get().blockId())
                .isEqualTo("u");
    }

    @Test
    void keysAreVariablesOfPathsAndAWrongOneIsABadRequest() {
        MockMvcTester mvc = MockMvcTester.of(new Controller());

        assertThat(mvc.get().uri("/courses/{key}", "course-v1:edX+DemoX+2026")).hasBodyTextEqualTo("DemoX");
        assertThat(mvc.get().uri("/libraries/{key}", "lib:edX:algebra")).hasBodyTextEqualTo("algebra");
        assertThat(mvc.get().uri("/courses/{key}", "nonsense")).hasStatus(400);
    }

    @RestController
    static class Controller {

        @GetMapping("/courses/{key}")
        String course(@PathVariable("key") CourseKey key) {
            return String.valueOf(key.course());
        }

        @GetMapping("/libraries/{key}")
        String library(@PathVariable("key") LibraryLocatorV2 key) {
            return key.slug();
        }
    }
}

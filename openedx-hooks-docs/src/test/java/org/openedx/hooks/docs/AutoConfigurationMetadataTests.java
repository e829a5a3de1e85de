/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

import static org.assertj.core.api.Assertions.assertThat;

/** What the build writes down about auto-configurations, so that Boot leaves those out early that do not apply. */
class AutoConfigurationMetadataTests {

    private static final ClassLoader CLASSES = OpenEdxHooksAutoConfiguration.class.getClassLoader();

    @Test
    void bootKnowsEachAutoConfigurationOfEachModuleWithoutReadingItsClass() throws IOException {
        assertThat(ours()).hasSizeGreaterThan(10);
        assertThat(metadata()).containsKeys(ours().toArray());
    }

    @Test
    void bootKnowsWhatAnAutoConfigurationComesAfterAndTheClassesThatItNeedsWithoutReadingIt() throws IOException {
        String endpoint = "org.openedx.hooks.spring.actuate.OpenEdxHooksEndpointAutoConfiguration.";
        assertThat(metadata().getProperty(endpoint + "AutoConfigureAfter"))
                .contains(OpenEdxHooksAutoConfiguration.class.getName());
        assertThat(metadata().getProperty(endpoint + "ConditionalOnClass"))
                .contains("org.springframework.boot.actuate.endpoint.annotation.Endpoint");
    }

    private static List<String> ours() {
        return ImportCandidates.load(AutoConfiguration.class, CLASSES).getCandidates().stream()
                .filter(name -> name.startsWith("org.openedx.hooks."))
                .toList();
    }

    private static Properties metadata() throws IOException {
        Properties all = new Properties();
        for (URL url : Collections.list(CLASSES.getResources("META-INF/spring-autoconfigure-metadata.properties"))) {
            try (InputStream in = url.openStream()) {
                all.load(in);
            }
        }
        return all;
    }
}

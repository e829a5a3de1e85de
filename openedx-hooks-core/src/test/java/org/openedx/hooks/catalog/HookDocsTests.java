/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What hooks mean, in words (PUR-9). */
class HookDocsTests {

    @Test
    void theJavadocOfShippedHooksAndTheirDataGoesAlong() {
        HookDocs docs = HookDocs.of(HookDocsTests.class.getClassLoader());

        assertThat(docs.of(CourseEnrollmentCreated.class)).isEqualTo("A learner was enrolled in a course.");
        assertThat(docs.of(CourseEnrollmentData.class, "is_active"))
                .isEqualTo("whether the enrollment counts; `false` after the user has left");
    }

    @Test
    void ofWhatNoLibrarySpeaksNothingIsSaid() {
        HookDocs docs = HookDocs.of(HookDocsTests.class.getClassLoader());

        assertThat(docs.of(HookDocsTests.class)).isNull();
        assertThat(docs.of(CourseEnrollmentData.class, "isActive")).isNull();
    }

    @Test
    void everyLibraryBringsItsOwnAndTheFirstOnTheClassPathCounts(@TempDir Path first, @TempDir Path second)
            throws IOException {
        library(first, "java.lang.String=Größe");
        library(second, "java.lang.String=other\njava.lang.Integer=a number");

        try (URLClassLoader libraries = new URLClassLoader(
                new URL[] {first.toUri().toURL(), second.toUri().toURL()}, null)) {
            HookDocs docs = HookDocs.of(libraries);

            assertThat(docs.of(String.class)).isEqualTo("Größe");
            assertThat(docs.of(Integer.class)).isEqualTo("a number");
        }
    }

    @Test
    void theFilesAreReadOnceAndOnlyWhenSomebodyAsks() {
        AtomicInteger lookups = new AtomicInteger();
        HookDocs docs = HookDocs.of(new ClassLoader(HookDocsTests.class.getClassLoader()) {
            @Override
            public Enumeration<URL> getResources(String name) throws IOException {
                lookups.incrementAndGet();
                return super.getResources(name);
            }
        });
        assertThat(lookups).hasValue(0);

        docs.of(CourseEnrollmentCreated.class);
        docs.of(CourseEnrollmentCreated.class);

        assertThat(lookups).hasValue(1);
    }

    @Test
    void aFileThatCannotBeReadIsNamed(@TempDir Path directory) throws IOException {
        library(directory, "java.lang.String=\\u12");

        try (URLClassLoader library =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            HookDocs docs = HookDocs.of(library);

            assertThatExceptionOfType(UncheckedIOException.class)
                    .isThrownBy(() -> docs.of(String.class))
                    .withMessageContaining(directory.getFileName().toString())
                    .withMessageContaining("openedx-hooks-docs.properties is no properties file");
        }
    }

    private static void library(Path directory, String lines) throws IOException {
        Path file = directory.resolve(HookDocs.FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, lines);
    }
}

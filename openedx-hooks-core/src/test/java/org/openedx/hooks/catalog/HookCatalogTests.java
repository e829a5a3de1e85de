/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.InvalidHookException;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class HookCatalogTests {

    private static final String AWARDED = "com.example.learning.badge.awarded.v1";

    private static final String REQUESTED = "com.example.learning.badge.requested.v1";

    @EventHook(type = AWARDED)
    record BadgeAwarded(String badge) implements OpenEdxEvent {}

    @EventHook(type = AWARDED)
    record BadgeAwardedAgain(String badge) implements OpenEdxEvent {}

    @FilterHook(type = REQUESTED)
    record BadgeRequested(String badge) implements OpenEdxFilter {}

    record NoHook(String badge) {}

    @EventHook(type = "com.example.learning.badge.lost")
    record BadgeLost(String badge) implements OpenEdxEvent {}

    @EventHook(type = "com.example.learning.badge.found.v1", keyField = "bage")
    record BadgeFound(String badge) implements OpenEdxEvent {}

    static final class Dangerous {

        static {
            System.setProperty(Dangerous.class.getName(), "initialized");
        }
    }

    @TempDir
    private Path directory;

    @Test
    void aCatalogueKnowsTheHooksOfAllIndexes() throws IOException {
        HookCatalog catalog =
                load(line(AWARDED, BadgeAwarded.class), "# filters\n" + line(REQUESTED, BadgeRequested.class));
        assertThat(catalog.types()).containsExactly(AWARDED, REQUESTED);
        assertThat(catalog.definitions())
                .extracting(HookDefinition::kind)
                .containsExactly(HookKind.EVENT, HookKind.FILTER);
        assertThat(catalog.find(AWARDED))
                .get()
                .extracting(HookDefinition::hookClass)
                .isEqualTo(BadgeAwarded.class);
    }

    @Test
    void withoutAnIndexACatalogueIsEmpty() throws IOException {
        assertThat(load().types()).isEmpty();
        assertThat(load().definitions()).isEmpty();
    }

    @Test
    void theTypesAreSortedAndCannotBeChanged() throws IOException {
        HookCatalog catalog = load(line(REQUESTED, BadgeRequested.class) + line(AWARDED, BadgeAwarded.class));
        assertThat(catalog.types()).containsExactly(AWARDED, REQUESTED);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> catalog.types().clear());
    }

    @Test
    void whatIsUnknownIsNotFoundEvenIfItIsNoType() throws IOException {
        HookCatalog catalog = load(line(AWARDED, BadgeAwarded.class));
        assertThat(catalog.find("com.example.learning.badge.lost.v1")).isEmpty();
        assertThat(catalog.find("no type at all")).isEmpty();
    }

    @Test
    @DisplayName("NAM-11: a type is unique")
    void twoLibrariesThatDefineTheSameTypeAreRefusedByName() {
        assertThatIllegalStateException()
                .isThrownBy(() -> load(line(AWARDED, BadgeAwarded.class), line(AWARDED, BadgeAwardedAgain.class)))
                .withMessageContainingAll(
                        AWARDED, BadgeAwarded.class.getName(), BadgeAwardedAgain.class.getName(), "NAM-11");
    }

    @Test
    @DisplayName("NAM-11: also after the indexes of two libraries were joined into one")
    void anIndexThatListsTwoClassesForATypeIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> load(line(AWARDED, BadgeAwarded.class) + line(AWARDED, BadgeAwardedAgain.class)))
                .withMessageContainingAll(BadgeAwarded.class.getName(), BadgeAwardedAgain.class.getName());
    }

    @Test
    void theSameIndexTwiceOnTheClassPathIsFine() throws IOException {
        assertThat(load(line(AWARDED, BadgeAwarded.class), line(AWARDED, BadgeAwarded.class))
                        .types())
                .containsExactly(AWARDED);
    }

    @Test
    void aClassThatIsNoHookIsRefusedAndNotInitialized() throws IOException {
        HookCatalog catalog = load(line(AWARDED, Dangerous.class));
        assertThatExceptionOfType(InvalidHookException.class).isThrownBy(() -> catalog.find(AWARDED));
        assertThat(System.getProperty(Dangerous.class.getName())).isNull();
    }

    @Test
    void aClassIsLookedForOnlyWhenItsHookIsAskedFor() throws IOException {
        HookCatalog catalog = load(AWARDED + "=com.example.Missing\n" + line(REQUESTED, BadgeRequested.class));
        assertThat(catalog.find(REQUESTED)).isPresent();
        assertThatIllegalStateException()
                .isThrownBy(() -> catalog.find(AWARDED))
                .withMessageContainingAll(HookCatalog.INDEX, "lists com.example.Missing, which is not there")
                .withCauseInstanceOf(ClassNotFoundException.class);
        assertThatIllegalStateException().isThrownBy(catalog::definitions);
    }

    @Test
    void anIndexThatGivesAClassAnotherTypeIsRefused() throws IOException {
        HookCatalog catalog = load(line("com.example.learning.badge.lost.v1", BadgeAwarded.class));
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> catalog.find("com.example.learning.badge.lost.v1"))
                .withMessageStartingWith(BadgeAwarded.class.getName() + " is no valid hook: ")
                .withMessageEndingWith(HookCatalog.INDEX + " says that it is com.example.learning.badge.lost.v1");
    }

    @Test
    void aClassThatIsNoHookIsRefused() throws IOException {
        HookCatalog catalog = load(line(AWARDED, NoHook.class));
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> catalog.find(AWARDED))
                .withMessage(NoHook.class.getName()
                        + " is no valid hook: it implements neither OpenEdxEvent nor OpenEdxFilter (PUR-2)");
    }

    @Test
    void spacesBehindAClassNameDoNotCount() throws IOException {
        assertThat(load(AWARDED + " = " + BadgeAwarded.class.getName() + " \n").find(AWARDED))
                .isPresent();
    }

    @Test
    void anApplicationAddsItsOwnHooksToANewCatalogue() throws IOException {
        HookCatalog libraries = load(line(REQUESTED, BadgeRequested.class));
        HookCatalog all = libraries.with(List.of(BadgeAwarded.class, BadgeRequested.class));
        assertThat(all.types()).containsExactly(AWARDED, REQUESTED);
        assertThat(all.find(AWARDED)).isPresent();
        assertThat(libraries.types()).containsExactly(REQUESTED);
    }

    @Test
    void anApplicationCannotRedefineAType() throws IOException {
        HookCatalog libraries = load(line(AWARDED, BadgeAwarded.class));
        assertThatIllegalStateException()
                .isThrownBy(() -> libraries.with(List.of(BadgeAwardedAgain.class)))
                .withMessageContaining("NAM-11");
    }

    @Test
    void anApplicationsClassIsCheckedAtOnce() throws IOException {
        HookCatalog libraries = load();
        assertThatExceptionOfType(InvalidHookException.class)
                .isThrownBy(() -> libraries.with(List.of(NoHook.class)))
                .withMessageContaining("PUR-2");
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnce() throws IOException {
        HookCatalog libraries = load(line(AWARDED, BadgeAwarded.class));
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> libraries.with(List.of(
                        NoHook.class,
                        BadgeAwardedAgain.class,
                        BadgeRequested.class,
                        BadgeLost.class,
                        BadgeFound.class)))
                .satisfies(ex -> assertThat(ex.problems())
                        .hasSize(4)
                        .satisfiesExactly(
                                problem -> assertThat(problem).contains("NoHook", "PUR-2"),
                                problem -> assertThat(problem).contains("BadgeAwardedAgain", "NAM-11"),
                                problem -> assertThat(problem).contains("BadgeLost", "NAM-7"),
                                problem -> assertThat(problem).contains("BadgeFound", "\"bage\"", "ANN-4")))
                .withMessageContainingAll("NoHook", "BadgeAwardedAgain", "BadgeLost", "BadgeFound");
        assertThatExceptionOfType(InvalidCatalogException.class)
                .isThrownBy(() -> load(line(AWARDED, BadgeAwarded.class)
                        + line(AWARDED, BadgeAwardedAgain.class)
                        + line(REQUESTED, BadgeRequested.class)
                        + line(REQUESTED, NoHook.class)))
                .satisfies(ex -> assertThat(ex.problems()).hasSize(2))
                .withNoCause();
    }

    @Test
    void whatIsWrongIsInTheMessageOnlyAfterSerialization() throws Exception {
        InvalidCatalogException refused = catchThrowableOfType(
                InvalidCatalogException.class,
                () -> load(line(AWARDED, BadgeAwarded.class), line(AWARDED, BadgeAwardedAgain.class)));
        assertThat(refused.problems()).hasSize(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refused);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOfSatisfying(InvalidCatalogException.class, read -> {
                assertThat(read).hasMessage(refused.getMessage());
                assertThat(read.problems()).isEmpty();
            });
        }
    }

    private static String line(String type, Class<?> hookClass) {
        return type + "=" + hookClass.getName() + "\n";
    }

    /** A catalogue of libraries with these indexes, and of no others. */
    private HookCatalog load(String... indexes) throws IOException {
        for (int i = 0; i < indexes.length; i++) {
            Path index = directory.resolve("library" + i).resolve(HookCatalog.INDEX);
            Files.createDirectories(index.getParent());
            Files.writeString(index, indexes[i]);
        }
        ClassLoader classes = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                return Class.forName(name, false, HookCatalogTests.class.getClassLoader());
            }
        };
        try (Stream<Path> libraries = Files.list(directory)) {
            return HookCatalog.load(new URLClassLoader(
                    libraries.sorted().map(HookCatalogTests::url).toArray(URL[]::new), classes));
        }
    }

    private static URL url(Path directory) {
        try {
            return directory.toUri().toURL();
        } catch (MalformedURLException ex) {
            throw new IllegalArgumentException(ex);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.io.InputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import com.example.OneJar;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@DisplayName("SND-1: what a record must have")
@SuppressWarnings("NullAway")
class RequiredComponentsTests {

    private static final Inner INNER = new Inner("x", null);

    @Test
    void aWholeRecordIsAccepted() {
        check(new Outer(1, INNER, List.of(INNER), Map.of("a", INNER), null, Map.of(), null));
        check(new Outer(1, INNER, List.of(), Map.of(), INNER, mapOf("title", null), List.of()));
    }

    @Test
    void theMissingComponentIsNamedAtAnyDepth() {
        refused(new Outer(1, null, List.of(), Map.of(), null, Map.of(), null), "Outer.inner");
        refused(new Outer(1, new Inner(null, "x"), List.of(), Map.of(), null, Map.of(), null), "Outer.inner.text");
        refused(new Outer(1, INNER, null, Map.of(), null, Map.of(), null), "Outer.list");
        refused(new Outer(1, INNER, Arrays.asList(INNER, null), Map.of(), null, Map.of(), null), "Outer.list[1]");
        refused(
                new Outer(1, INNER, List.of(new Inner(null, null)), Map.of(), null, Map.of(), null),
                "Outer.list[0].text");
        refused(new Outer(1, INNER, List.of(), mapOf("secret", null), null, Map.of(), null), "Outer.map[...]");
        refused(new Outer(1, INNER, List.of(), Map.of(), new Inner(null, null), Map.of(), null), "Outer.maybe.text");
        refused(
                new Outer(
                        1,
                        INNER,
                        List.of(),
                        Map.of(),
                        null,
                        Map.of(),
                        List.of(new ArrayList<>(Arrays.asList(1, null)))),
                "Outer.numbers[0][1]");
    }

    /** The codec could not write it, and receivers in this application would hear what the bus does not. */
    @Test
    void aMapHasNoNullKey() {
        Outer keyless = new Outer(1, INNER, List.of(), mapOf(null, INNER), null, Map.of(), null);
        assertThatNullPointerException()
                .isThrownBy(() -> check(keyless))
                .withMessage("Outer.map must not have null as a key");
    }

    @Test
    void whatOnlyTheApplicationKnowsIsNotLookedInto() {
        Inner whatever = new Inner(null, null);
        check(new Outer(1, INNER, List.of(), Map.of(), null, Map.of("block", whatever), null));
        check(new Outer(1, INNER, List.of(), Map.of(), null, mapOf(null, whatever), null));
        check(new Anything<>(whatever, List.of(whatever), whatever));
        refused(new Anything<>(null, List.of(), ""), "Anything.typed");
        refused(new Anything<>("", List.of(), null), "Anything.untyped");
    }

    private record Anything<T>(T typed, List<T> all, Object untyped) {}

    @Test
    void anAccessorThatThrowsIsHeard() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> check(new Throwing("x")))
                .withMessage("accessor");
    }

    @Test
    void recordsOfThisLibraryAreNotLookedAt() throws Exception {
        UserData user = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob"));
        check(user);
        check(new Holds(user));
        refused(new Holds(null), "Holds.user");
    }

    @Test
    void recordsThatAreInOneJarWithThisLibraryAreLookedAt() throws Exception {
        byte[] bytes;
        try (InputStream file = OneJar.class.getResourceAsStream("OneJar.class")) {
            bytes = file.readAllBytes();
        }
        Class<?> inOneJar = new ClassLoader(getClass().getClassLoader()) {
            Class<?> define() {
                return defineClass(null, bytes, 0, bytes.length, RequiredComponents.class.getProtectionDomain());
            }
        }.define();

        refused(inOneJar.getConstructor(Object.class, String.class).newInstance(null, null), "OneJar.text");
    }

    @Test
    void recordsOfThisLibraryRefuseNullThemselves() throws Exception {
        Set<Class<?>> seen = new HashSet<>();
        HookCatalog.load(getClass().getClassLoader()).definitions().stream()
                .map(HookDefinition::hookClass)
                .filter(type -> type.getProtectionDomain().equals(HookCatalog.class.getProtectionDomain()))
                .forEach(type -> collect(type, seen));
        List<String> forgetful = new ArrayList<>();
        for (Class<?> type : seen) {
            if (HookComponent.of(type).stream().anyMatch(RequiredComponentsTests::isRequired) && acceptsNothing(type)) {
                forgetful.add(type.getSimpleName());
            }
        }
        assertThat(seen).hasSizeGreaterThan(150);
        assertThat(forgetful).isEmpty();
    }

    private static void collect(Class<?> type, Set<Class<?>> seen) {
        if (type.isRecord() && seen.add(type)) {
            Stream.of(type.getRecordComponents()).forEach(component -> collect(component.getType(), seen));
        }
    }

    private static boolean isRequired(HookComponent component) {
        return !component.nullable() && !(component.type() instanceof Class<?> known && known.isPrimitive());
    }

    private static boolean acceptsNothing(Class<?> type) throws ReflectiveOperationException {
        Class<?>[] types = Stream.of(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        try {
            constructor.newInstance(Stream.of(types)
                    .map(each -> each.isPrimitive() ? Array.get(Array.newInstance(each, 1), 0) : null)
                    .toArray());
            return true;
        } catch (InvocationTargetException ex) {
            return !(ex.getTargetException() instanceof NullPointerException);
        }
    }

    private static void check(Object checked) {
        RequiredComponents.of(checked.getClass()).check(checked);
    }

    private static void refused(Object checked, String path) {
        assertThatNullPointerException().isThrownBy(() -> check(checked)).withMessage(path + " must not be null");
    }

    private static <V> Map<String, V> mapOf(@Nullable String key, @Nullable V value) {
        Map<String, V> map = new HashMap<>();
        map.put(key, value);
        return map;
    }

    private record Inner(String text, @Nullable String more) {}

    private record Outer(
            int number,
            Inner inner,
            List<Inner> list,
            Map<String, Inner> map,
            @Nullable Inner maybe,
            Map<String, Object> context,
            @Nullable List<List<Integer>> numbers) {}

    private record Holds(UserData user) {}

    @SuppressWarnings("UnusedMethod")
    private record Throwing(String text) {
        @Override
        public String text() {
            throw new IllegalStateException("accessor");
        }
    }
}

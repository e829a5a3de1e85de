/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.reference;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.Pii;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserDataBuilder;
import org.openedx.hooks.learning.data.UserPersonalData;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds for every record that is shipped: events, filters and payload. */
@NullUnmarked
@DisplayName("The shipped records")
class ShippedRecordsTests {

    static Stream<Class<?>> records() {
        return Stream.of(Shipped.events(), Shipped.filters(), Shipped.payload()).flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("records")
    @DisplayName("PII-3: what identifies a person is masked in toString, at any depth")
    void noRecordPrintsWhatIdentifiesAPerson(Class<?> type) {
        String printed = Samples.record(type, "").toString();
        assertThat(texts(type, "", false)).noneMatch(printed::contains);
        assertThat(texts(type, "", true)).allMatch(printed::contains);
    }

    /** The texts in a sample that may, or may not, be printed. */
    private static List<String> texts(Class<?> type, String prefix, boolean printable) {
        List<String> texts = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String text = prefix + "<" + component.getName() + ">";
            if (component.isAnnotationPresent(Pii.class)) {
                if (!printable) {
                    texts.add(text);
                }
            } else if (component.getType().isRecord() && !isKey(component.getType())) {
                texts.addAll(texts(component.getType(), text, printable));
            } else if (component.getType() == String.class && printable) {
                texts.add(text);
            }
        }
        return texts;
    }

    @ParameterizedTest
    @MethodSource("records")
    void aCopyWithAnotherValueDiffersInThatOnly(Class<?> type) throws ReflectiveOperationException {
        Object one = Samples.record(type, "one");
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = Samples.value(component, "another");
            Method with = type.getMethod("with" + capitalized(component.getName()), component.getType());
            Object copy = with.invoke(one, value);
            assertThat(copy).isInstanceOf(type);
            for (RecordComponent other : type.getRecordComponents()) {
                assertThat(get(other, copy))
                        .isEqualTo(other.getName().equals(component.getName()) ? value : get(other, one));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void aRecordDoesNotChangeWithTheCollectionsItWasMadeOf(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Stream.of(components)
                .map(component -> Samples.value(component, ""))
                .toArray();
        Object record = Samples.create(type, values);
        for (int i = 0; i < components.length; i++) {
            Object kept = get(components[i], record);
            assertThat(kept).isEqualTo(Samples.value(components[i], ""));
            clear(values[i]);
            assertThat(kept).as(components[i].getName()).isEqualTo(Samples.value(components[i], ""));
            if (kept instanceof Collection<?> || kept instanceof Map<?, ?>) {
                assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> clear(kept));
            }
        }
    }

    private static void clear(Object value) {
        if (value instanceof Collection<?> collection) {
            collection.forEach(ShippedRecordsTests::clear);
            collection.clear();
        } else if (value instanceof Map<?, ?> map) {
            map.values().forEach(ShippedRecordsTests::clear);
            map.clear();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    @DisplayName("SND-1: null is refused by name where it is no value")
    void aRecordRefusesNullWhereItIsNoValue(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<HookComponent> described = HookComponent.of(type);
        for (int i = 0; i < components.length; i++) {
            if (components[i].getType().isPrimitive()) {
                continue;
            }
            Object[] values = Stream.of(components)
                    .map(component -> Samples.value(component, ""))
                    .toArray();
            values[i] = null;
            if (described.get(i).nullable()) {
                assertThat(Samples.create(type, values)).isNotNull();
            } else {
                assertThatNullPointerException()
                        .as(components[i].getName())
                        .isThrownBy(() -> Samples.create(type, values))
                        .withMessageContaining(components[i].getName());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    @DisplayName("SND-1: a builder asks for what was not given and has no default")
    void aBuilderRefusesWhatWasNotGivenAndHasNoDefault(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        List<HookComponent> described = HookComponent.of(type);
        for (int i = 0; i < components.length; i++) {
            Object builder = builder(type);
            Object unset = get(builder, components[i]);
            for (RecordComponent other : components) {
                if (!other.equals(components[i])) {
                    set(builder, other, Samples.value(other, ""));
                }
            }
            RecordComponent left = components[i];
            if (hasDefault(type, left)) {
                assertThat(get(left, build(builder))).isEqualTo(unset);
            } else if (described.get(i).nullable()) {
                assertThat(get(left, build(builder))).isNull();
            } else {
                assertThatThrownBy(() -> build(builder))
                        .as(left.getName())
                        .isInstanceOfAny(NullPointerException.class, IllegalStateException.class)
                        .hasMessageContaining(left.getName());
            }
            set(builder, left, Samples.value(left, ""));
            assertThat(build(builder)).isEqualTo(Samples.record(type, ""));
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void aBuilderOfARecordHasAllThatTheRecordHas(Class<?> type) throws ReflectiveOperationException {
        Object record = Samples.record(type, "");
        Class<?> builder = Class.forName(type.getName() + "Builder");
        assertThat(build(builder.getMethod("builder", type).invoke(null, record)))
                .isEqualTo(record);
        assertThat(build(type.getMethod("with").invoke(record))).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    @DisplayName("PII-3: a builder prints nothing of what it was given")
    void noBuilderPrintsWhatIdentifiesAPerson(Class<?> type) throws ReflectiveOperationException {
        Object builder = builder(type);
        for (RecordComponent component : type.getRecordComponents()) {
            set(builder, component, Samples.value(component, ""));
        }
        assertThat(builder.toString()).doesNotContain("<");
    }

    @Test
    void everythingThatIsMissingIsNamed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> UserDataBuilder.builder()
                        .pii(new UserPersonalData("u", "e", "n"))
                        .build())
                .withMessage("Not given, and without a default: id, isActive");
        assertThatIllegalStateException()
                .isThrownBy(() -> UserDataBuilder.builder().id(0).build())
                .withMessage("Not given, and without a default: isActive");
        assertThatNullPointerException()
                .isThrownBy(
                        () -> UserDataBuilder.builder().id(0).isActive(false).build())
                .withMessage("pii");
        assertThat(UserDataBuilder.builder()
                        .id(0)
                        .isActive(false)
                        .pii(new UserPersonalData("u", "e", "n"))
                        .build())
                .isEqualTo(new UserData(0, false, new UserPersonalData("u", "e", "n")));
    }

    private static Object builder(Class<?> type) throws ReflectiveOperationException {
        return Class.forName(type.getName() + "Builder").getMethod("builder").invoke(null);
    }

    private static Object build(Object builder) throws ReflectiveOperationException {
        try {
            return builder.getClass().getMethod("build").invoke(builder);
        } catch (InvocationTargetException ex) {
            throw (RuntimeException) ex.getCause();
        }
    }

    private static void set(Object builder, RecordComponent component, Object value)
            throws ReflectiveOperationException {
        builder.getClass().getMethod(component.getName(), component.getType()).invoke(builder, value);
    }

    private static Object get(Object builder, RecordComponent component) throws ReflectiveOperationException {
        return builder.getClass().getMethod(component.getName()).invoke(builder);
    }

    /** Whether it has one in Python; {@literal null} does not count here. */
    private static boolean hasDefault(Class<?> type, RecordComponent component) {
        for (JsonNode data : Reference.dataClasses()) {
            if (data.get("name").asString().equals(type.getSimpleName())
                    && type.getName().startsWith("org.openedx.hooks." + subdomain(data) + ".data.")) {
                for (JsonNode field : data.get("fields")) {
                    if (field.get("name").asString().equals(pythonName(type, component))) {
                        return !field.get("required").asBoolean() && !isNone(field.get("default"));
                    }
                }
            }
        }
        return false;
    }

    private static boolean isNone(JsonNode value) {
        return value.isNull() || value.asString().equals("None");
    }

    private static String subdomain(JsonNode data) {
        return data.get("subdomain").asString().replace("_", "");
    }

    private static String pythonName(Class<?> type, RecordComponent component) {
        return HookComponent.of(type).stream()
                .filter(described -> described.javaName().equals(component.getName()))
                .map(HookComponent::name)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isKey(Class<?> type) {
        return type.getPackageName().equals("org.openedx.hooks.key");
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static Object get(RecordComponent component, Object record) throws ReflectiveOperationException {
        return component.getAccessor().invoke(record);
    }
}

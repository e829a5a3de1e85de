/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One piece of data that a hook, or a record nested in it, carries.
 *
 * @param name its name in Python, on the wire and in JSON: {@code course_key}
 * @param javaName its name in Java: {@code courseKey}
 * @param type its type, with generics
 * @param nullable whether it may be {@literal null}: what {@code default=None} means in Python (AVR-7)
 * @param pii whether it identifies a person or is a secret
 * @since 0.1.0
 */
public record HookComponent(String name, String javaName, Type type, boolean nullable, boolean pii) {

    /**
     * The components of a record, in declared order.
     *
     * @param recordClass a record, must not be {@literal null}
     * @return an immutable list, empty if it has none
     * @throws IllegalArgumentException if the class is no record
     */
    public static List<HookComponent> of(Class<?> recordClass) {
        if (!recordClass.isRecord()) {
            throw new IllegalArgumentException(recordClass.getName() + " is no record");
        }
        return Stream.of(recordClass.getRecordComponents())
                .map(HookComponent::of)
                .toList();
    }

    private static HookComponent of(RecordComponent component) {
        return new HookComponent(
                snakeCase(component.getName()),
                component.getName(),
                component.getGenericType(),
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                component.isAnnotationPresent(Pii.class));
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}

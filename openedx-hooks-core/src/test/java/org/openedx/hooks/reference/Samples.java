/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.reference;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes records and other values by their types, with texts that say where they are, and with mutable collections. */
final class Samples {

    private static final Map<String, String> KEYS = Map.of(
            "CourseKey", "course-v1:org+course+run",
            "UsageKey", "block-v1:org+course+run+type@html+block@b",
            "LibraryLocatorV2", "lib:org:slug",
            "LibraryUsageLocatorV2", "lb:org:slug:html:b",
            "LibraryCollectionLocator", "lib-collection:org:slug:c",
            "LibraryContainerLocator", "lct:org:slug:unit:u",
            "CCXLocator", "ccx-v1:org+course+run+ccx@1",
            "CcxLocator", "ccx-v1:org+course+run+ccx@1");

    /** One for all, since streams are equal only to themselves. */
    private static final InputStream NO_BYTES = InputStream.nullInputStream();

    private Samples() {}

    /** A record whose text at {@code a.b} is {@code <a.b>} behind the prefix. */
    static <R> R record(Class<R> type, String prefix) {
        return create(
                type,
                Stream.of(type.getRecordComponents())
                        .map(component -> value(component, prefix))
                        .toArray());
    }

    /** A value for one component of such a record. */
    static Object value(RecordComponent component, String prefix) {
        return value(component.getGenericType(), prefix + "<" + component.getName() + ">");
    }

    static <R> R create(Class<R> type, Object... values) {
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException ex) {
            if (ex.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalArgumentException(type.getName(), ex);
        }
    }

    private static Object value(Type type, String text) {
        if (type instanceof ParameterizedType generic) {
            return collection(generic, text);
        }
        if (!(type instanceof Class<?> simple) || simple == Object.class || simple == String.class) {
            return text;
        }
        if (simple == boolean.class || simple == Boolean.class) {
            return true;
        }
        if (simple == int.class || simple == Integer.class) {
            return text.length();
        }
        if (simple == long.class || simple == Long.class) {
            return (long) text.length();
        }
        if (simple == double.class || simple == Double.class) {
            return (double) text.length();
        }
        if (simple == OffsetDateTime.class) {
            return Instant.ofEpochSecond(text.length()).atOffset(ZoneOffset.UTC);
        }
        if (simple == UUID.class) {
            return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        }
        if (simple == InputStream.class) {
            return NO_BYTES;
        }
        if (simple.getPackageName().equals("org.openedx.hooks.key")) {
            return key(simple);
        }
        if (simple.isRecord()) {
            return record(simple, text);
        }
        throw new IllegalArgumentException("No sample of " + type);
    }

    private static Object collection(ParameterizedType type, String text) {
        Type[] arguments = type.getActualTypeArguments();
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw.isAssignableFrom(ArrayList.class)) {
            return new ArrayList<>(List.of(value(arguments[0], text + "[0]")));
        }
        if (raw == Set.class) {
            return new LinkedHashSet<>(List.of(value(arguments[0], text + "[0]")));
        }
        if (raw == Map.class) {
            return new LinkedHashMap<>(
                    Map.of(value(arguments[0], text + "[key]"), value(arguments[1], text + "[value]")));
        }
        throw new IllegalArgumentException("No sample of " + type);
    }

    private static Object key(Class<?> type) {
        String text = KEYS.get(type.getSimpleName());
        if (text == null) {
            throw new IllegalArgumentException("No sample of " + type);
        }
        for (Method method : type.getMethods()) {
            if (Modifier.isStatic(method.getModifiers())
                    && type.isAssignableFrom(method.getReturnType())
                    && List.of(method.getParameterTypes()).equals(List.of(String.class))) {
                try {
                    return method.invoke(null, text);
                } catch (ReflectiveOperationException ex) {
                    throw new IllegalArgumentException(type.getName(), ex);
                }
            }
        }
        throw new IllegalArgumentException(type + " cannot be read from text");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.security;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes records of which every text, and every key, has a mark that nobody writes by accident. */
final class Marked {

    static final String MARK = "MARKER-7f3a";

    private static final Map<String, String> KEYS = Map.of(
            "CourseKey", "course-v1:%s+course+run",
            "UsageKey", "block-v1:%s+course+run+type@html+block@b",
            "LibraryLocatorV2", "lib:%s:slug",
            "LibraryUsageLocatorV2", "lb:%s:slug:html:b",
            "LibraryCollectionLocator", "lib-collection:%s:slug:c",
            "LibraryContainerLocator", "lct:%s:slug:unit:u",
            "CCXLocator", "ccx-v1:%s+course+run+ccx@1",
            "CcxLocator", "ccx-v1:%s+course+run+ccx@1");

    private Marked() {}

    static <R> R record(Class<R> type) {
        return create(type, values(type));
    }

    static Object[] values(Class<?> type) {
        return Stream.of(type.getRecordComponents())
                .map(component -> value(component.getGenericType(), component.getName()))
                .toArray();
    }

    static <R> R create(Class<R> type, Object... values) {
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException ex) {
            if (ex.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalArgumentException(type.getName(), ex);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalArgumentException(type.getName(), ex);
        }
    }

    private static Object value(Type type, String name) {
        if (type instanceof ParameterizedType generic) {
            return collection(generic, name);
        }
        if (!(type instanceof Class<?> simple) || simple == Object.class || simple == String.class) {
            return "%s-%s@example.com".formatted(MARK, name);
        }
        if (simple == boolean.class || simple == Boolean.class) {
            return true;
        }
        if (simple == int.class || simple == Integer.class) {
            return 7;
        }
        if (simple == long.class || simple == Long.class) {
            return 7L;
        }
        if (simple == double.class || simple == Double.class) {
            return 0.7;
        }
        if (simple == OffsetDateTime.class) {
            return OffsetDateTime.parse("2026-01-02T03:04:05Z");
        }
        if (simple == UUID.class) {
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        }
        if (simple == InputStream.class) {
            return InputStream.nullInputStream();
        }
        return simple.isRecord() && !KEYS.containsKey(simple.getSimpleName()) ? record(simple) : key(simple);
    }

    private static Object collection(ParameterizedType type, String name) {
        Type[] arguments = type.getActualTypeArguments();
        Class<?> raw = (Class<?>) type.getRawType();
        if (raw == Map.class) {
            return Map.of(value(arguments[0], name + "-key"), value(arguments[1], name + "-value"));
        }
        Object element = value(arguments[0], name);
        return raw == Set.class ? Set.of(element) : List.of(element);
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
                    return method.invoke(null, text.formatted(MARK));
                } catch (ReflectiveOperationException ex) {
                    throw new IllegalArgumentException(type.getName(), ex);
                }
            }
        }
        throw new IllegalArgumentException(type + " cannot be read from text");
    }
}

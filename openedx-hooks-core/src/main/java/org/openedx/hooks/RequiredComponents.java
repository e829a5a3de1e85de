/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Refuses a record with {@literal null} where only {@code @Nullable} would allow it, at any depth: in its components,
 * in the records in them, in the elements of their lists, and in the keys and values of their maps (SND-1). Records of
 * this library refuse that themselves, and are not looked at. For what runs hooks, not for receivers and steps.
 * Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class RequiredComponents {

    private static final ClassValue<RequiredComponents> OF_CLASS = new ClassValue<>() {
        @Override
        protected RequiredComponents computeValue(Class<?> type) {
            return new RequiredComponents(type);
        }
    };

    private static final String OWN_PACKAGES = RequiredComponents.class.getPackageName() + ".";

    private final String owner;

    private final Component[] components;

    private RequiredComponents(Class<?> type) {
        this.owner = type.getSimpleName();
        this.components = checksItself(type) ? new Component[0] : Component.of(type);
    }

    /**
     * What a record must have.
     *
     * @param recordClass an event, a filter, or a record in one
     * @return always the same object for a class
     */
    public static RequiredComponents of(Class<?> recordClass) {
        return OF_CLASS.get(recordClass);
    }

    /**
     * Neither is enough alone: one jar may hold an application with its libraries, and its tests may be named as we
     * are.
     */
    private static boolean checksItself(Class<?> type) {
        boolean own = type.getName().startsWith(OWN_PACKAGES)
                && type.getProtectionDomain().equals(RequiredComponents.class.getProtectionDomain());
        return own || !type.isRecord();
    }

    /**
     * Looks at a record.
     *
     * @param checked of the class that this was made for
     * @throws NullPointerException if something is missing; names the component, and no value
     */
    public void check(Object checked) {
        for (Component component : components) {
            component.check(checked, owner);
        }
    }

    private record Component(String name, Method accessor, Content content) {

        static Component[] of(Class<?> recordClass) {
            List<Component> components = new ArrayList<>();
            for (RecordComponent component : recordClass.getRecordComponents()) {
                Method accessor = component.getAccessor();
                if (!component.getType().isPrimitive() && accessor.trySetAccessible()) {
                    components.add(
                            new Component(component.getName(), accessor, Content.of(component.getAnnotatedType())));
                }
            }
            return components.toArray(Component[]::new);
        }

        void check(Object owner, String path) {
            content.check(value(owner), path, "." + name);
        }

        private @Nullable Object value(Object owner) {
            try {
                return accessor.invoke(owner);
            } catch (InvocationTargetException ex) {
                throw Thrown.again(ex.getTargetException());
            } catch (IllegalAccessException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    /**
     * What is in a component, a list or a map: whether it may be missing, and what is in it in turn.
     *
     * @param known whether it is said what it is: what only the application knows is not looked into
     */
    private record Content(
            boolean required, boolean known, @Nullable Content element) {

        private static final Content ANYTHING = new Content(false, false, null);

        static Content of(AnnotatedType type) {
            return new Content(!type.isAnnotationPresent(Nullable.class), !saysNothing(type.getType()), element(type));
        }

        /** The elements of a list, the values of a map. */
        private static @Nullable Content element(AnnotatedType type) {
            if (!(type instanceof AnnotatedParameterizedType parameterized)) {
                return null;
            }
            AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
            AnnotatedType last = arguments[arguments.length - 1];
            return saysNothing(last.getType()) ? ANYTHING : of(last);
        }

        /** Of a map to whatever a template shows, nobody can say what it must have. */
        private static boolean saysNothing(Type type) {
            return !(type instanceof Class<?> known && known != Object.class) && !(type instanceof ParameterizedType);
        }

        void check(@Nullable Object value, String path, String name) {
            if (value == null) {
                if (required) {
                    throw new NullPointerException(path + name + " must not be null");
                }
            } else if (known && value instanceof Record nested) {
                RequiredComponents inside = RequiredComponents.of(nested.getClass());
                for (Component component : inside.components) {
                    component.check(nested, path + name);
                }
            } else if (element != null && value instanceof Collection<?> elements) {
                int index = 0;
                for (Object each : elements) {
                    element.check(each, path + name, "[" + index++ + "]");
                }
            } else if (element != null && value instanceof Map<?, ?> map) {
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (entry.getKey() == null && element.known) {
                        throw new NullPointerException(path + name + " must not have null as a key");
                    }
                    element.check(entry.getValue(), path + name, "[...]");
                }
            }
        }
    }
}

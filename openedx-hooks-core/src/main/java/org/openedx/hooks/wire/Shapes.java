/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.openedx.hooks.HookComponent;
import org.openedx.hooks.key.OpaqueKey;
import org.openedx.hooks.wire.Shape.Primitive;

/** Derives an event's shape from its record (AVR-2 to AVR-9). */
final class Shapes {

    /** How Python names the record around an event's data. */
    static final String ROOT = "CloudEvent";

    private static final Map<Type, Primitive> PRIMITIVES = Map.ofEntries(
            Map.entry(boolean.class, Primitive.BOOLEAN),
            Map.entry(Boolean.class, Primitive.BOOLEAN),
            Map.entry(int.class, Primitive.INT),
            Map.entry(Integer.class, Primitive.INT),
            Map.entry(long.class, Primitive.LONG),
            Map.entry(Long.class, Primitive.LONG),
            Map.entry(double.class, Primitive.DOUBLE),
            Map.entry(Double.class, Primitive.DOUBLE),
            Map.entry(String.class, Primitive.STRING),
            Map.entry(byte[].class, Primitive.BYTES),
            Map.entry(ByteBuffer.class, Primitive.BUFFER));

    private final Map<Class<?>, TextType<?>> textTypes;

    private final Map<String, Class<?>> recordNames = new HashMap<>();

    private final Deque<Class<?>> enclosing = new ArrayDeque<>();

    private Shapes(Map<Class<?>, TextType<?>> textTypes) {
        this.textTypes = textTypes;
    }

    /** The shape of an event; what is at its top is always there (AVR-9). */
    static Shape.RecordOf of(Class<?> eventClass, Map<Class<?>, TextType<?>> textTypes) {
        Shapes shapes = new Shapes(textTypes);
        return shapes.recordOf(eventClass, ROOT, false);
    }

    private Shape.RecordOf recordOf(Class<?> recordClass, String name, boolean nullableAllowed) {
        enclosing.push(recordClass);
        RecordComponent[] javaComponents = recordClass.getRecordComponents();
        List<HookComponent> components = HookComponent.of(recordClass);
        List<Shape.Field> fields = new ArrayList<>();
        for (int i = 0; i < javaComponents.length; i++) {
            HookComponent component = components.get(i);
            fields.add(new Shape.Field(
                    component.name(),
                    shape(recordClass, component, nullableAllowed && component.nullable()),
                    accessible(recordClass, javaComponents[i].getAccessor())));
        }
        enclosing.pop();
        return new Shape.RecordOf(name, constructor(recordClass, javaComponents), List.copyOf(fields));
    }

    private Shape shape(Class<?> recordClass, HookComponent component, boolean nullable) {
        Shape shape = shape(new Place(recordClass, component.javaName()), component.type(), false);
        if (!nullable) {
            return shape;
        }
        if (component.type() instanceof Class<?> type && type.isPrimitive()) {
            throw unsupported(
                    new Place(recordClass, component.javaName()), "a " + type + " cannot be null, use its class");
        }
        return new Shape.Absentable(
                shape instanceof Shape.Text text ? new Shape.Text(text.type().emptyIsNull()) : shape);
    }

    private Shape shape(Place place, Type type, boolean element) {
        Primitive primitive = PRIMITIVES.get(type);
        if (primitive != null) {
            return primitive;
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new Shape.ListOf(element(place, arguments[0]));
            }
            if (generic.getRawType() == Map.class) {
                if (arguments[0] != String.class) {
                    throw unsupported(place, "the keys of a map must be String, not " + arguments[0].getTypeName());
                }
                return new Shape.MapOf(element(place, arguments[1]));
            }
        }
        if (type instanceof Class<?> c && textTypes.containsKey(c)) {
            if (element) {
                throw unsupported(
                        place, "%s may not stand in a list or map, as in Python; use String".formatted(c.getName()));
            }
            return new Shape.Text(textTypes.get(c));
        }
        if (type instanceof Class<?> c
                && c.isRecord()
                && c.getTypeParameters().length == 0
                && !OpaqueKey.class.isAssignableFrom(c)) {
            return nested(place, c);
        }
        boolean bare = type == List.class || type == Map.class;
        throw unsupported(place, type.getTypeName() + (bare ? " must say of what it is" : " is not supported"));
    }

    private Shape element(Place place, Type type) {
        Shape shape = shape(place, type, true);
        if (shape.minimumSize() == 0) {
            throw unsupported(place, type.getTypeName() + " has no components");
        }
        return shape;
    }

    private Shape nested(Place place, Class<?> recordClass) {
        String name = recordClass.getSimpleName();
        if (enclosing.contains(recordClass)) {
            throw unsupported(place, "%s would contain itself".formatted(name));
        }
        Class<?> other = recordNames.putIfAbsent(name, recordClass);
        if (name.equals(ROOT) || (other != null && other != recordClass)) {
            throw unsupported(place, "another record of this event is called %s, too".formatted(name));
        }
        return recordOf(recordClass, name, true);
    }

    private UnsupportedTypeException unsupported(Place place, String why) {
        String names =
                textTypes.keySet().stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "));
        return new UnsupportedTypeException(place.recordClass(), place.component(), why, names);
    }

    private static Constructor<?> constructor(Class<?> recordClass, RecordComponent[] components) {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = recordClass.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor;
        } catch (ReflectiveOperationException | RuntimeException ex) {
            throw new UnsupportedTypeException(recordClass, ex);
        }
    }

    private static Method accessible(Class<?> recordClass, Method accessor) {
        try {
            accessor.setAccessible(true);
            return accessor;
        } catch (RuntimeException ex) {
            throw new UnsupportedTypeException(recordClass, ex);
        }
    }

    private record Place(Class<?> recordClass, String component) {}
}

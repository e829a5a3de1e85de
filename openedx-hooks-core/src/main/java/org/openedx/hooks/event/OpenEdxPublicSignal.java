/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookDetails;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.InvalidHookException;

/**
 * The definition of an event as a value, read from its record. There is one for each event class; it is immutable and
 * thread-safe.
 *
 * @param <E> the event
 * @since 0.1.0
 */
public final class OpenEdxPublicSignal<E extends OpenEdxEvent> implements HookDefinition {

    private static final ClassValue<OpenEdxPublicSignal<?>> DEFINITIONS = new ClassValue<>() {
        @Override
        protected OpenEdxPublicSignal<?> computeValue(Class<?> type) {
            return new OpenEdxPublicSignal<>(type.asSubclass(OpenEdxEvent.class));
        }
    };

    private final HookDetails details;

    private final EventHook annotation;

    private OpenEdxPublicSignal(Class<E> eventClass) {
        EventHook hook = eventClass.getAnnotation(EventHook.class);
        if (hook == null) {
            throw new InvalidHookException(eventClass, "it lacks @EventHook (ANN-1)");
        }
        this.annotation = hook;
        List<String> faults = new ArrayList<>();
        if (eventClass.getTypeParameters().length > 0) {
            faults.add("it must not be generic, since receivers are found by its type");
        }
        if (!hook.keyField().isEmpty() && eventClass.isRecord()) {
            String fault = faultOf(hook.keyField(), HookComponent.of(eventClass));
            if (fault != null) {
                faults.add("its key field \"%s\" does not resolve: %s (ANN-4)".formatted(hook.keyField(), fault));
            }
        }
        this.details = HookDetails.of(eventClass, hook.type(), hook.minorVersion(), hook.description(), faults);
    }

    /**
     * The definition of an event.
     *
     * @param eventClass the record, must not be {@literal null}
     * @param <E> the event
     * @return its definition, the same object at every call
     * @throws InvalidHookException if the class breaks a rule: no record, no {@link EventHook}, a type that breaks the
     *     grammar, a class name that fits neither type nor version, type parameters, or a key field that does not lead
     *     to a value
     */
    @SuppressWarnings("unchecked")
    public static <E extends OpenEdxEvent> OpenEdxPublicSignal<E> of(Class<E> eventClass) {
        Objects.requireNonNull(eventClass, "eventClass");
        return (OpenEdxPublicSignal<E>) DEFINITIONS.get(eventClass);
    }

    @Override
    public HookKind kind() {
        return HookKind.EVENT;
    }

    @Override
    public HookDetails details() {
        return details;
    }

    @Override
    public String trigger() {
        return annotation.trigger();
    }

    /**
     * The path to the value that orders the event on an event bus, in Python's names (ANN-4, KAF-5).
     *
     * @return a dotted path, {@literal null} if the event has no key
     */
    public @Nullable String keyField() {
        return annotation.keyField().isEmpty() ? null : annotation.keyField();
    }

    /**
     * What a receiver must know before it relies on the event.
     *
     * @return one sentence; empty if there is nothing
     */
    public String warning() {
        return annotation.warning();
    }

    /**
     * Whether the event can be put on an event bus (ANN-8).
     *
     * @return {@literal false} if its data cannot be serialized, or Open edX has no schema for it; then it has a
     *     {@linkplain #warning() warning} that says why
     */
    public boolean isBusCapable() {
        return annotation.busCapable();
    }

    /** The event's type. */
    @Override
    public String toString() {
        return type().value();
    }

    /** Why a key field leads to no value, {@literal null} if it does. */
    private static @Nullable String faultOf(String keyField, List<HookComponent> components) {
        List<HookComponent> candidates = components;
        HookComponent found = null;
        for (String name : keyField.split("\\.", -1)) {
            if (found != null) {
                candidates = isRecord(found) ? HookComponent.of((Class<?>) found.type()) : List.of();
            }
            found = candidates.stream()
                    .filter(component -> component.name().equals(name))
                    .findFirst()
                    .orElse(null);
            if (found == null) {
                return "there is no \"%s\", only %s"
                        .formatted(
                                name,
                                candidates.stream().map(HookComponent::name).toList());
            }
            if (found.nullable()) {
                return "\"%s\" may be null".formatted(name);
            }
        }
        if (found != null && isRecord(found)) {
            return "it leads to a record, not to a value (KAF-8)";
        }
        return found != null && found.type() instanceof ParameterizedType
                ? "it leads to a collection, not to a value (KAF-8)"
                : null;
    }

    private static boolean isRecord(HookComponent component) {
        return component.type() instanceof Class<?> c && c.isRecord() && !isKey(c);
    }

    private static boolean isKey(Class<?> type) {
        return type.getPackageName().equals("org.openedx.hooks.key");
    }
}

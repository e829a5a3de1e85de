/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.key.CCXLocator;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryCollectionLocator;
import org.openedx.hooks.key.LibraryContainerLocator;
import org.openedx.hooks.key.LibraryLocatorV2;
import org.openedx.hooks.key.LibraryUsageLocatorV2;
import org.openedx.hooks.key.UsageKey;

/**
 * Gives each event its codec. Immutable and thread-safe; keep one for the life of the application, since it makes each
 * codec only once.
 *
 * @since 0.1.0
 */
public final class EventCodecs {

    private static final EventCodecs STANDARD = new EventCodecs(Map.of())
            .with(CourseKey.class, CourseKey::toString, CourseKey::parse)
            .with(CCXLocator.class, CCXLocator::toString, CCXLocator::parse)
            .with(UsageKey.class, UsageKey::toString, UsageKey::parse)
            .with(LibraryLocatorV2.class, LibraryLocatorV2::toString, LibraryLocatorV2::parse)
            .with(LibraryUsageLocatorV2.class, LibraryUsageLocatorV2::toString, LibraryUsageLocatorV2::parse)
            .with(LibraryCollectionLocator.class, LibraryCollectionLocator::toString, LibraryCollectionLocator::parse)
            .with(LibraryContainerLocator.class, LibraryContainerLocator::toString, LibraryContainerLocator::parse)
            .with(UUID.class, UUID::toString, PythonText::parseUuid)
            .with(OffsetDateTime.class, new TimeType(IsoDateTime::parse));

    private final Map<Class<?>, TextType<?>> textTypes;

    private final ClassValue<EventCodec<?>> codecs = new ClassValue<>() {
        @Override
        protected EventCodec<?> computeValue(Class<?> type) {
            return EventCodec.of(OpenEdxPublicSignal.of(type.asSubclass(OpenEdxEvent.class)), textTypes);
        }
    };

    private EventCodecs(Map<Class<?>, TextType<?>> textTypes) {
        this.textTypes = Collections.unmodifiableMap(textTypes);
    }

    /**
     * Codecs that know what Python's library knows: keys, {@link UUID} and {@link OffsetDateTime} travel as text
     * (AVR-6).
     *
     * @return codecs, never {@literal null}
     */
    public static EventCodecs standard() {
        return STANDARD;
    }

    /**
     * Codecs by which a further type travels as text. Both sides of an event bus must know it before an event uses it
     * (AVR-12).
     *
     * @param type the type as components declare it; a class already known is replaced
     * @param toText writes a value, never {@literal null}
     * @param fromText reads what {@code toText} wrote; refuses other texts with an unchecked exception
     * @param <T> the type
     * @return new codecs
     */
    public <T> EventCodecs with(
            Class<T> type, Function<? super T, String> toText, Function<String, ? extends T> fromText) {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(toText, "toText");
        Objects.requireNonNull(fromText, "fromText");
        return with(type, new TextType<T>(toText, fromText));
    }

    private EventCodecs with(Class<?> type, TextType<?> textType) {
        Map<Class<?>, TextType<?>> more = new LinkedHashMap<>(textTypes);
        more.put(type, textType);
        return new EventCodecs(more);
    }

    /**
     * The codec of an event.
     *
     * @param eventClass the record, must not be {@literal null}
     * @param <E> the event
     * @return its codec, the same object at every call
     * @throws UnsupportedTypeException if a component's type has no Avro form
     * @throws org.openedx.hooks.InvalidHookException if the class is no valid event
     */
    @SuppressWarnings("unchecked")
    public <E extends OpenEdxEvent> EventCodec<E> of(Class<E> eventClass) {
        Objects.requireNonNull(eventClass, "eventClass");
        return (EventCodec<E>) codecs.get(eventClass);
    }
}

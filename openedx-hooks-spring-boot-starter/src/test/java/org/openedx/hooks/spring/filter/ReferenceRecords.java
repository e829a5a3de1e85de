/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Filter records from the arguments that Python's filters were called with. */
final class ReferenceRecords {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .build();

    private ReferenceRecords() {}

    /** The filter that has this name in Python; without one, the one whose data is as free as a dictionary. */
    static Class<? extends OpenEdxFilter> filter(@Nullable String name) {
        try {
            return name == null
                    ? ThingRequested.class
                    : Class.forName("org.openedx.hooks.learning.filter." + name).asSubclass(OpenEdxFilter.class);
        } catch (ClassNotFoundException ex) {
            throw new IllegalArgumentException(name, ex);
        }
    }

    static OpenEdxFilter of(Class<? extends OpenEdxFilter> filter, JsonNode arguments) {
        return filter == ThingRequested.class
                ? new ThingRequested(map(arguments))
                : make(filter, component -> value(component, arguments.path(inPython(component))));
    }

    static OpenEdxFilter with(OpenEdxFilter filter, JsonNode changes) {
        if (filter instanceof ThingRequested thing) {
            return thing.with(map(changes));
        }
        return make(filter.getClass(), component -> {
            JsonNode changed = changes.path(inPython(component));
            return changed.isMissingNode() ? component.getAccessor().invoke(filter) : value(component, changed);
        });
    }

    /** The record whose components are what Python's filter returned: in order, or the only one. */
    static OpenEdxFilter returned(Class<? extends OpenEdxFilter> filter, JsonNode values) {
        if (filter == ThingRequested.class) {
            return of(filter, values);
        }
        List<String> names = Stream.of(filter.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        return make(filter, component -> {
            int position = names.indexOf(component.getName());
            return value(component, values.isArray() ? values.path(position) : values);
        });
    }

    /** Plain lists, maps and values; Python's tuples are arrays, and its classes are classes. */
    static @Nullable Object plain(JsonNode json) {
        if (json.has("$tuple")) {
            return json.get("$tuple").valueStream().map(ReferenceRecords::plain).toArray();
        }
        if (json.path("$repr").asString("").startsWith("<class")) {
            return ReferenceSteps.TraceStep.class;
        }
        if (json.isObject()) {
            return map(json);
        }
        return json.isArray()
                ? new ArrayList<>(
                        json.valueStream().map(ReferenceRecords::plain).toList())
                : JSON.convertValue(json, Object.class);
    }

    static Map<String, @Nullable Object> map(JsonNode json) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        json.propertyStream().forEach(piece -> map.put(piece.getKey(), plain(piece.getValue())));
        return map;
    }

    private static String inPython(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** One who is missing is nobody: there is no record without one. */
    private static @Nullable Object value(RecordComponent component, JsonNode json) {
        JsonNode value = json.path("$querydict").isMissingNode() ? json : json.get("$querydict");
        value = value.path("$set").isMissingNode() ? value : value.get("$set");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (component.getType() == UserData.class) {
            String name = value.asString();
            return new UserData(1, true, new UserPersonalData(name, name + "@example.com", name));
        }
        if (component.getType() == CourseKey.class) {
            return CourseKey.of("org", value.asString(), "run");
        }
        if (component.getName().equals("tabs")) {
            ArrayNode tabs = JSON.createArrayNode();
            value.valueStream().forEach(tab -> tabs.addObject().set("title", tab));
            value = tabs;
        }
        return JSON.convertValue(value, JSON.constructType(component.getGenericType()));
    }

    private static OpenEdxFilter make(Class<? extends OpenEdxFilter> filter, Values values) {
        try {
            RecordComponent[] components = filter.getRecordComponents();
            Constructor<? extends OpenEdxFilter> constructor = filter.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            Object[] arguments = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                arguments[i] = values.of(components[i]);
            }
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException ex) {
            if (ex.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalArgumentException(filter.getName(), ex);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalArgumentException(filter.getName(), ex);
        }
    }

    private interface Values {

        @Nullable
        Object of(RecordComponent component) throws ReflectiveOperationException;
    }

    @FilterHook(type = "org.openedx.trace.thing.requested.v1")
    record ThingRequested(Map<String, @Nullable Object> data) implements OpenEdxFilter {

        ThingRequested {
            data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        }

        ThingRequested with(Map<String, @Nullable Object> more) {
            Map<String, @Nullable Object> merged = new LinkedHashMap<>(data);
            merged.putAll(more);
            return new ThingRequested(merged);
        }

        static final class PreventThing extends OpenEdxFilterException {

            private static final long serialVersionUID = 1L;

            PreventThing(
                    String message, @Nullable String redirectTo, @Nullable Integer statusCode, Map<String, ?> extras) {
                super(message, redirectTo, statusCode, extras);
            }
        }
    }

    /** Not what the steps are for. */
    @FilterHook(type = "org.openedx.trace.other.requested.v1")
    record OtherRequested(int x, int y) implements OpenEdxFilter {}
}

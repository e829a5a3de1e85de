/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookDocs;

/** The schemas of events as plain data: Avro as in a registry, and of their JSON, with what everything means. */
final class EventSchemas {

    private static final List<String> NO_NUMBERS = List.of("NaN", "Infinity", "-Infinity");

    private static final String SCHEMAS = "#/components/schemas/";

    private final HookDocs docs;

    /** The schemas of records, by name: several events have the same. */
    private final SortedMap<String, Object> records;

    EventSchemas(HookDocs docs, SortedMap<String, Object> records) {
        this.docs = docs;
        this.records = records;
    }

    /** The same as {@link SchemaText}. */
    static Map<String, Object> avro(HookType type, Shape.RecordOf shape) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("doc", SchemaText.DOC);
        schema.put("fields", avroFields(shape, new HashSet<>()));
        schema.put("name", shape.avroName());
        schema.put("namespace", type.value());
        schema.put("type", "record");
        return schema;
    }

    private static List<Object> avroFields(Shape.RecordOf shape, Set<String> named) {
        List<Object> fields = new ArrayList<>();
        for (Shape.Field field : shape.fields()) {
            Map<String, @Nullable Object> schema = new LinkedHashMap<>();
            if (field.shape() instanceof Shape.Absentable absentable) {
                schema.put("default", null);
                schema.put("name", field.name());
                schema.put("type", List.of("null", avroType(absentable.value(), named)));
            } else {
                schema.put("name", field.name());
                schema.put("type", avroType(field.shape(), named));
            }
            fields.add(schema);
        }
        return fields;
    }

    private static Object avroType(Shape shape, Set<String> named) {
        if (shape instanceof Shape.Primitive primitive) {
            return primitive.avroName();
        }
        if (shape instanceof Shape.ListOf list) {
            return ordered("items", avroType(list.element(), named), "type", "array");
        }
        if (shape instanceof Shape.MapOf map) {
            return ordered("type", "map", "values", avroType(map.value(), named));
        }
        if (shape instanceof Shape.RecordOf nested) {
            return named.add(nested.avroName())
                    ? ordered("fields", avroFields(nested, named), "name", nested.avroName(), "type", "record")
                    : nested.avroName();
        }
        return "string";
    }

    /** The JSON of a record. Its schema is kept by name; the answer leads there. */
    Map<String, Object> json(Shape.RecordOf shape) {
        Class<?> type = shape.constructor().getDeclaringClass();
        String name = name(type);
        if (!records.containsKey(name)) {
            records.put(name, record(type, shape));
        }
        return Map.of("$ref", SCHEMAS + name);
    }

    private Map<String, Object> record(Class<?> type, Shape.RecordOf shape) {
        List<String> required = new ArrayList<>();
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < shape.fields().size(); i++) {
            Shape.Field field = shape.fields().get(i);
            if (!(field.shape() instanceof Shape.Absentable)) {
                required.add(field.name());
            }
            properties.put(field.name(), component(type, HookComponent.of(type).get(i), field));
        }
        Map<String, Object> schema = ordered("title", type.getSimpleName(), "type", "object");
        describe(schema, docs.of(type));
        schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    private Map<String, Object> component(Class<?> owner, HookComponent component, Shape.Field field) {
        Map<String, Object> schema = field(field);
        if (schema.containsKey("$ref")) {
            schema = ordered("allOf", List.of(schema));
        }
        describe(schema, docs.of(owner, component.name()));
        if (component.pii()) {
            schema.put("x-personal", true);
        }
        return schema;
    }

    private Map<String, Object> field(Shape.Field field) {
        Class<?> type = field.accessor().getReturnType();
        if (!(field.shape() instanceof Shape.Absentable absentable)) {
            return value(field.shape(), type);
        }
        return ordered("anyOf", List.of(value(absentable.value(), type), Map.of("type", "null")));
    }

    private Map<String, Object> value(Shape shape, @Nullable Class<?> type) {
        if (shape instanceof Shape.Primitive primitive) {
            return primitive(primitive);
        }
        if (shape instanceof Shape.ListOf list) {
            return ordered("type", "array", "items", value(list.element(), null));
        }
        if (shape instanceof Shape.MapOf map) {
            return ordered("type", "object", "additionalProperties", value(map.value(), null));
        }
        if (shape instanceof Shape.RecordOf record) {
            return json(record);
        }
        if (type == OffsetDateTime.class) {
            return ordered("type", "string", "format", "date-time");
        }
        return type == UUID.class ? ordered("type", "string", "format", "uuid") : ordered("type", "string");
    }

    private static Map<String, Object> primitive(Shape.Primitive primitive) {
        return switch (primitive) {
            case BOOLEAN -> ordered("type", "boolean");
            case INT -> ordered("type", "integer", "minimum", Integer.MIN_VALUE, "maximum", Integer.MAX_VALUE);
            case LONG -> ordered("type", "integer", "format", "int64");
            case DOUBLE -> ordered("anyOf", List.of(Map.of("type", "number"), Map.of("enum", NO_NUMBERS)));
            case STRING -> ordered("type", "string");
            case BYTES, BUFFER -> ordered("type", "string", "contentEncoding", "base64");
        };
    }

    /** A name of a class that the keys of AsyncAPI may have. */
    private static String name(Class<?> type) {
        return type.getName().replace('$', '.');
    }

    static void describe(Map<String, Object> schema, @Nullable String words) {
        if (words != null && !words.isEmpty()) {
            schema.put("description", words);
        }
    }

    /** A map of these, in this order, that may be added to. */
    static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}

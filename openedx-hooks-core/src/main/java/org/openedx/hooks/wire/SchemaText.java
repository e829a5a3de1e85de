/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

import org.openedx.hooks.HookType;

/** Writes schemas character by character as Python's library does, keys sorted (AVR-13). */
final class SchemaText {

    static final String DOC = "Avro Event Format for CloudEvents created with openedx_events/schema";

    private final Set<String> named = new HashSet<>();

    private SchemaText() {}

    static String of(HookType type, Shape.RecordOf shape) {
        return "{\"doc\": \"%s\", \"fields\": %s, \"name\": \"%s\", \"namespace\": \"%s\", \"type\": \"record\"}"
                .formatted(DOC, new SchemaText().fields(shape), shape.avroName(), type);
    }

    /** The schema of a key on Kafka: the definition of its field (KAF-6). */
    static String ofKey(Shape.Field field) {
        return new SchemaText().field(field);
    }

    private String fields(Shape.RecordOf shape) {
        return shape.fields().stream().map(this::field).collect(Collectors.joining(", ", "[", "]"));
    }

    private String field(Shape.Field field) {
        return field.shape() instanceof Shape.Absentable absentable
                ? "{\"default\": null, \"name\": \"%s\", \"type\": [\"null\", %s]}"
                        .formatted(field.name(), type(absentable.value()))
                : "{\"name\": \"%s\", \"type\": %s}".formatted(field.name(), type(field.shape()));
    }

    private String type(Shape shape) {
        if (shape instanceof Shape.Primitive primitive) {
            return '"' + primitive.avroName() + '"';
        }
        if (shape instanceof Shape.ListOf list) {
            return "{\"items\": %s, \"type\": \"array\"}".formatted(type(list.element()));
        }
        if (shape instanceof Shape.MapOf map) {
            return "{\"type\": \"map\", \"values\": %s}".formatted(type(map.value()));
        }
        if (shape instanceof Shape.RecordOf nested) {
            return named.add(nested.avroName())
                    ? "{\"fields\": %s, \"name\": \"%s\", \"type\": \"record\"}"
                            .formatted(fields(nested), nested.avroName())
                    : '"' + nested.avroName() + '"';
        }
        return "\"string\"";
    }
}

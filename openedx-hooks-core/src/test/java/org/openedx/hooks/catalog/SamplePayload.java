/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.catalog;

import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookComponent;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** An example of a hook's data in JSON, with Python's names; always the same for the same definition. */
final class SamplePayload {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Pattern EXAMPLE = Pattern.compile("`([^`]+)`");

    private static final Map<String, Object> BY_TYPE = Map.ofEntries(
            Map.entry("long", 42),
            Map.entry("Long", 42),
            Map.entry("double", 0.87),
            Map.entry("boolean", true),
            Map.entry("Boolean", true),
            Map.entry("Object", "value"),
            Map.entry(OffsetDateTime.class.getSimpleName(), "2026-01-31T08:30:00+00:00"),
            Map.entry(UUID.class.getSimpleName(), "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry("CourseKey", "course-v1:OpenedX+DemoX+2026"),
            Map.entry("CCXLocator", "ccx-v1:OpenedX+DemoX+2026+ccx@1"),
            Map.entry("UsageKey", "block-v1:OpenedX+DemoX+2026+type@problem+block@intro"),
            Map.entry("LibraryLocatorV2", "lib:OpenedX:demo"),
            Map.entry("LibraryUsageLocatorV2", "lb:OpenedX:demo:problem:intro"),
            Map.entry("LibraryCollectionLocator", "lib-collection:OpenedX:demo:basics"),
            Map.entry("LibraryContainerLocator", "lct:OpenedX:demo:unit:basics"));

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("username", "alice"),
            Map.entry("email", "alice@example.com"),
            Map.entry("coach_email", "coach@example.com"),
            Map.entry("display_name", "Demo course"),
            Map.entry("title", "Demo"),
            Map.entry("body", "How does this work?"),
            Map.entry("uuid", "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry("subsidy_identifier", "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry("course_id", "course-v1:OpenedX+DemoX+2026"),
            Map.entry("object_id", "course-v1:OpenedX+DemoX+2026"),
            Map.entry("content_key", "course-v1:OpenedX+DemoX+2026"),
            Map.entry("parent_content_key", "OpenedX+DemoX"),
            Map.entry("module_id", "block-v1:OpenedX+DemoX+2026+type@problem+block@intro"),
            Map.entry("location", "block-v1:OpenedX+DemoX+2026+type@openassessment+block@essay"),
            Map.entry("org", "OpenedX"),
            Map.entry("data", "{\"course_id\": \"course-v1:OpenedX+DemoX+2026\"}"),
            Map.entry("context", "{\"user_id\": 42}"),
            Map.entry("name", "Demo"),
            Map.entry("template_name", "page.html"),
            Map.entry("audience_filters{}", "verified"),
            Map.entry("content_context{}", "Week 1 is open"),
            Map.entry("discussion{}", "65f1c2d3e4a5b6c7d8e9f0a1"),
            Map.entry("parts{}", "My essay is attached."),
            Map.entry("form_data{}", "alice"),
            Map.entry("anonymous_user_id", "9b1c4f0d7e2a"),
            Map.entry("category_name", "General"),
            Map.entry("commentable_id", "general"),
            Map.entry("context_id", "demo-2026"),
            Map.entry("course_version", "65f1c2d3e4a5b6c7d8e9f0a1"),
            Map.entry("current_status", "downloadable"),
            Map.entry("description", "Finished the demo course"),
            Map.entry("external_id", "general"),
            Map.entry("file_descriptions", "My essay"),
            Map.entry("file_keys", "9b1c4f0d7e2a/essay.pdf"),
            Map.entry("file_names", "essay.pdf"),
            Map.entry("fulfillment_identifier", "6d8a2a4c-58d5-4b8f-9f0e-0c6f5d1b7a33"),
            Map.entry("grading_policy_hash", "2fb5d1c0a9e8"),
            Map.entry("id", "65f1c2d3e4a5b6c7d8e9f0a1"),
            Map.entry("idempotency_key", "42-course-v1:OpenedX+DemoX+2026"),
            Map.entry("mode", "verified"),
            Map.entry("queue_key", "8f14e45fceea"),
            Map.entry("queue_name", "demo-queue"),
            Map.entry("readonly_fields", "email"),
            Map.entry("score_msg", "<p>Well done.</p>"),
            Map.entry("user_id", "9b1c4f0d7e2a"),
            Map.entry("start", "2026-01-31 08:30:00"),
            Map.entry("end", "2026-06-30 08:30:00"));

    private final SourceDocs docs;

    SamplePayload(SourceDocs docs) {
        this.docs = docs;
    }

    /** The sample, {@literal null} if the data has no form in JSON. */
    @Nullable
    String json(Class<?> hookClass) {
        Object sample = record(hookClass);
        return sample == null ? null : JSON.writeValueAsString(sample).replace("\r\n", "\n");
    }

    private @Nullable Map<String, Object> record(Class<?> type) {
        Map<String, Object> sample = new LinkedHashMap<>();
        for (HookComponent component : HookComponent.of(type)) {
            String meaning = docs.of(type).meaning(component);
            Object value = component.name().equals("name") && component.pii()
                    ? "Alice Adams"
                    : value(component.type(), component.name(), meaning);
            if (value == null) {
                return null;
            }
            sample.put(component.name(), value);
        }
        return sample;
    }

    private @Nullable Object value(Type type, String name, String meaning) {
        if (type instanceof TypeVariable<?>) {
            return "(the host's own)";
        }
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            boolean map = arguments.length > 1;
            Object content = value(arguments[arguments.length - 1], map ? name + "{}" : name, map ? "" : meaning);
            if (content == null) {
                return null;
            }
            return map ? Map.of(example(meaning, "name"), content) : List.of(content);
        }
        Class<?> simple = (Class<?>) type;
        Object known = BY_TYPE.get(simple.getSimpleName());
        if (known != null) {
            return known;
        }
        if (simple == InputStream.class) {
            return null;
        }
        return simple.isRecord() ? record(simple) : example(meaning, text(name));
    }

    private static String example(String meaning, String otherwise) {
        Matcher example = EXAMPLE.matcher(meaning);
        return example.find() && !example.group(1).equals("null") ? example.group(1) : otherwise;
    }

    private static String text(String name) {
        String known = BY_NAME.get(name);
        if (known != null) {
            return known;
        }
        if (name.endsWith("{}")) {
            return "value";
        }
        return name.endsWith("url") ? "https://example.org/" + name.replaceAll("_?url", "") : name.replace('_', ' ');
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.reference;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the whole catalogue, name by name and field by field, against what openedx-events 11.2.0 and openedx-filters
 * 3.4.0 define ({@code reference/events.json}, {@code data_classes.json}, {@code filters.json}).
 */
class CatalogueTests {

    private static final String ROOT = "org.openedx.hooks.";

    private static final HookCatalog CATALOG = HookCatalog.load(HookCatalog.class.getClassLoader());

    /** Key fields that lead nowhere in Python, and where they lead here. */
    private static final Map<String, String> CORRECTED_KEY_FIELDS = Map.of(
            "COURSE_IMPORT_COMPLETED", "course.course_key",
            "COURSE_RERUN_COMPLETED", "course.course_key",
            "ROLE_ASSIGNMENT_CREATED", "role_assignment.subject",
            "ROLE_ASSIGNMENT_DELETED", "role_assignment.subject");

    /** What hosts pass as {@code None} although the filter's signature does not say so. */
    private static final Set<String> NULLABLE_IN_FILTERS = Set.of(
            "CertificateCreationRequested.status",
            "CertificateCreationRequested.generation_mode",
            "CertificateRenderStarted.custom_template");

    private static final Map<String, String> SIMPLE_TYPES = Map.of(
            "str", "String",
            "int", "long",
            "float", "double",
            "bool", "boolean",
            "datetime", OffsetDateTime.class.getSimpleName(),
            "UUID", UUID.class.getSimpleName(),
            "BinaryIO", InputStream.class.getSimpleName());

    private static final Map<String, String> BOXES = Map.of("long", "Long", "double", "Double", "boolean", "Boolean");

    /** The types of filter parameters that Python leaves open; {@code ?} is the host's own, a type parameter. */
    private static final Map<String, String> OPEN_TYPES = Map.ofEntries(
            Map.entry("user", "UserData"),
            Map.entry("enrollment", "CourseEnrollmentData"),
            Map.entry("current_membership", "CohortData"),
            Map.entry("target_cohort", "CohortData"),
            Map.entry("custom_template", "?"),
            Map.entry("block", "?"),
            Map.entry("fragment", "?"),
            Map.entry("enrollments", "?"),
            Map.entry("schedules", "?"));

    private static final Map<String, String> FILTER_TYPES = Map.of(
            "str", "String",
            "int", "long",
            "float", "double",
            "CourseKey", "CourseKey",
            "dict", "Map<String, Object>",
            "dict[str, Any]", "Map<String, Object>",
            "list", "List<Map<String, Object>>",
            "set", "Set<String>",
            "QueryDict", "Map<String, List<String>>");

    private final List<String> differences = new ArrayList<>();

    private final Map<String, Integer> counts = new TreeMap<>();

    @Test
    void theCatalogueIsThatOfPython() {
        Set<String> expected = new TreeSet<>();
        for (JsonNode event : Reference.events()) {
            expected.add(text(event, "event_type"));
            checkEvent(event);
        }
        for (JsonNode filter : Reference.filters()) {
            expected.add(text(filter, "filter_type"));
            checkFilter(filter);
        }
        Set<Class<?>> payload = new HashSet<>(Shipped.payload());
        for (JsonNode data : Reference.dataClasses()) {
            if (!text(data, "subdomain").isEmpty()) {
                checkData(data, payload);
            }
        }
        payload.forEach(data -> differences.add(data.getName() + " is not in Python"));
        same(
                "the catalogue",
                "types",
                CATALOG.definitions().stream()
                        .map(hook -> hook.type().value())
                        .collect(Collectors.toCollection(TreeSet::new)),
                expected);
        same(
                "the index",
                "classes",
                CATALOG.definitions().stream().map(HookDefinition::hookClass).collect(Collectors.toSet()),
                Stream.concat(Shipped.events().stream(), Shipped.filters().stream())
                        .collect(Collectors.toSet()));

        differences.forEach(difference -> System.out.println("catalogue: " + difference));
        System.out.printf(
                "catalogue: %d events, %d data classes, %d filters, %d exceptions equal to the reference%n",
                counts.get("events"), counts.get("data"), counts.get("filters"), counts.get("exceptions"));
        assertThat(differences).isEmpty();
        assertThat(counts).isEqualTo(Map.of("events", 75, "data", 54, "filters", 27, "exceptions", 29));
    }

    @Test
    void theIndexIsSorted() throws IOException {
        try (InputStream in = HookCatalog.class.getResourceAsStream("/" + HookCatalog.INDEX)) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).isSorted().doesNotHaveDuplicates();
        }
    }

    private void checkEvent(JsonNode reference) {
        String name = text(reference, "name");
        HookDefinition hook = CATALOG.find(text(reference, "event_type")).orElse(null);
        if (!(hook instanceof OpenEdxPublicSignal<?> event)) {
            differences.add(name + " is missing");
            return;
        }
        int before = differences.size();
        same(name, "class", event.hookClass().getName(), packageOf(reference, "event") + javaCase(name));
        same(name, "kind", event.kind(), HookKind.EVENT);
        same(name, "subdomain", event.type().subdomain(), text(reference, "subdomain"));
        same(
                name,
                "minor version",
                event.minorVersion(),
                reference.get("minor_version").asInt());
        same(name, "trigger", event.trigger(), text(reference, "event_trigger_repository"));
        same(
                name,
                "bus capability",
                event.isBusCapable(),
                !reference.get("known_unserializable").asBoolean());
        String keyField = CORRECTED_KEY_FIELDS.getOrDefault(name, text(reference, "event_key_field"));
        same(name, "key field", Objects.requireNonNullElse(event.keyField(), ""), keyField);
        if (!event.isBusCapable() && event.warning().isEmpty()) {
            differences.add(name + ": no warning says why it cannot be put on the event bus (ANN-8)");
        }
        if (event.description().isEmpty()) {
            differences.add(name + " has no description (ANN-1)");
        }
        List<String> data = new ArrayList<>();
        reference
                .get("init_data")
                .properties()
                .forEach(entry ->
                        data.add(packageOf(reference, "data") + entry.getValue().asString() + " " + entry.getKey()));
        same(
                name,
                "data",
                event.components().stream()
                        .map(c -> c.type().getTypeName() + " " + c.name() + (c.nullable() ? " nullable" : ""))
                        .toList(),
                data);
        count("events", before);
    }

    private void checkData(JsonNode reference, Set<Class<?>> payload) {
        String name = packageOf(reference, "data") + text(reference, "name");
        Class<?> data = payload.stream()
                .filter(candidate -> candidate.getName().equals(name))
                .findFirst()
                .orElse(null);
        if (data == null) {
            differences.add(name + " is missing");
            return;
        }
        payload.remove(data);
        int before = differences.size();
        List<JsonNode> fields = List.copyOf(reference.get("fields").values());
        same(
                name,
                "fields",
                HookComponent.of(data).stream().map(c -> describe(c, "")).toList(),
                fields.stream().map(CatalogueTests::field).toList());
        for (int i = 0; i < fields.size() && before == differences.size(); i++) {
            if (!fields.get(i).get("required").asBoolean()) {
                HookComponent component = HookComponent.of(data).get(i);
                same(
                        name,
                        "default of " + component.name(),
                        builderDefault(data, component),
                        javaDefault(text(fields.get(i), "default")));
            }
        }
        count("data", before);
    }

    private static String field(JsonNode field) {
        boolean nullable = field.get("nullable_in_avro").asBoolean();
        String type = javaType(text(field, "type"));
        return (nullable ? BOXES.getOrDefault(type, type) + " nullable " : type + " ") + text(field, "name");
    }

    private void checkFilter(JsonNode reference) {
        String name = text(reference, "name");
        HookDefinition hook = CATALOG.find(text(reference, "filter_type")).orElse(null);
        if (!(hook instanceof OpenEdxPublicFilter<?> filter)) {
            differences.add(name + " is missing");
            return;
        }
        int before = differences.size();
        same(name, "class", filter.hookClass().getName(), packageOf(reference, "filter") + name);
        same(name, "kind", filter.kind(), HookKind.FILTER);
        same(name, "subdomain", filter.type().subdomain(), text(reference, "subdomain"));
        if (filter.description().isEmpty() || filter.trigger().isEmpty()) {
            differences.add(name + " has no description or no trigger (ANN-5)");
        }
        same(
                name,
                "data",
                filter.components().stream().map(c -> describe(c, "?")).toList(),
                reference.get("run_filter_parameters").values().stream()
                        .map(parameter -> parameter(name, parameter))
                        .toList());
        Map<String, Class<?>> exceptions =
                filter.exceptions().stream().collect(Collectors.toMap(Class::getSimpleName, exception -> exception));
        count("filters", before);
        for (JsonNode exception : reference.get("exceptions")) {
            int beforeException = differences.size();
            checkException(name, exception, exceptions.remove(text(exception, "name")));
            count("exceptions", beforeException);
        }
        exceptions.keySet().forEach(exception -> differences.add(name + ": " + exception + " is not in Python"));
    }

    private static String parameter(String filter, JsonNode parameter) {
        String name = text(parameter, "name");
        String annotation = text(parameter, "annotation");
        String type = FILTER_TYPES.get(annotation);
        if (type == null) {
            type = OPEN_TYPES.get(name);
        }
        return type + (NULLABLE_IN_FILTERS.contains(filter + "." + name) ? " nullable " : " ") + name;
    }

    private void checkException(String filter, JsonNode reference, @Nullable Class<?> exception) {
        String name = filter + "." + text(reference, "name");
        if (exception == null) {
            differences.add(name + " is missing");
            return;
        }
        Constructor<?> constructor = Stream.of(exception.getConstructors())
                .max(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow();
        List<String> parameters = Stream.of(constructor.getParameters())
                .map(parameter -> snakeCase(parameter.getName()))
                .toList();
        same(
                name,
                "constructor",
                parameters,
                reference.get("constructor").values().stream()
                        .map(parameter -> text(parameter, "name").replace("kwargs", "extras"))
                        .toList());
        Object[] arguments = Stream.of(constructor.getParameters())
                .map(CatalogueTests::argument)
                .toArray();
        try {
            OpenEdxFilterException made = (OpenEdxFilterException) constructor.newInstance(arguments);
            Map<String, Object> attributes = new TreeMap<>(made.extras());
            attributes.put("message", String.valueOf(made.getMessage()));
            attributes.put("redirect_to", String.valueOf(made.redirectTo()));
            attributes.put("status_code", String.valueOf(made.statusCode()));
            Map<String, Object> expected = new TreeMap<>();
            reference.get("attributes_when_all_given").properties().forEach(attribute -> {
                int given = parameters.indexOf(attribute.getKey());
                Object value = given < 0 ? "null" : arguments[given];
                expected.put(attribute.getKey(), value instanceof Integer ? value.toString() : value);
            });
            if (parameters.contains("extras")) {
                expected.put("some", "more");
            }
            same(name, "attributes", attributes, expected);
        } catch (ReflectiveOperationException ex) {
            differences.add(name + " cannot be made: " + ex);
        }
    }

    private static Object argument(Parameter parameter) {
        Class<?> type = parameter.getType();
        if (type == Map.class) {
            return Map.of("some", "more");
        }
        if (type == List.class) {
            return List.of(Map.of("some", "more"));
        }
        return type == Integer.class ? 403 : "<" + parameter.getName() + ">";
    }

    private static String describe(HookComponent component, String variable) {
        String type = component.type() instanceof TypeVariable<?> && !variable.isEmpty()
                ? variable
                : simpleNames(component.type());
        return type + (component.nullable() ? " nullable " : " ") + component.name();
    }

    private static String simpleNames(Type type) {
        return type.getTypeName().replaceAll("(\\w+\\.)+", "");
    }

    private static String javaType(String python) {
        if (python.startsWith("list[")) {
            return "List<" + box(javaType(python.substring("list[".length(), python.length() - 1))) + ">";
        }
        if (python.startsWith("dict[str, ")) {
            return "Map<String, " + box(javaType(python.substring("dict[str, ".length(), python.length() - 1))) + ">";
        }
        return SIMPLE_TYPES.getOrDefault(python, python);
    }

    private static String box(String type) {
        return BOXES.getOrDefault(type, type);
    }

    private static @Nullable Object builderDefault(Class<?> data, HookComponent component) {
        try {
            Class<?> builder = Class.forName(data.getName() + "Builder");
            return builder.getMethod(component.javaName())
                    .invoke(builder.getMethod("builder").invoke(null));
        } catch (ReflectiveOperationException ex) {
            return ex;
        }
    }

    private static @Nullable Object javaDefault(String python) {
        return switch (python) {
            case "None" -> null;
            case "True" -> true;
            case "False" -> false;
            case "factory:str" -> "";
            case "factory:list" -> List.of();
            case "factory:dict", "class:dict" -> Map.of();
            default -> throw new IllegalArgumentException(python);
        };
    }

    private void same(String of, String what, @Nullable Object actual, @Nullable Object expected) {
        if (!Objects.equals(actual, expected)) {
            differences.add("%s: %s should be %s, but is %s".formatted(of, what, expected, actual));
        }
    }

    private void count(String what, int differencesBefore) {
        counts.merge(what, differences.size() == differencesBefore ? 1 : 0, Integer::sum);
    }

    private static String packageOf(JsonNode reference, String kind) {
        return ROOT + text(reference, "subdomain").replace("_", "") + "." + kind + ".";
    }

    private static String javaCase(String constant) {
        return Arrays.stream(constant.split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String text(JsonNode node, String name) {
        return node.get(name).asString("");
    }
}

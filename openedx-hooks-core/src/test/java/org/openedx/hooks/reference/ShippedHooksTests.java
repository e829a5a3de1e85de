/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.reference;

import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.HookComponent;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The shipped hooks are those of Python")
class ShippedHooksTests {

    private static final HookCatalog CATALOG = HookCatalog.load(HookCatalog.class.getClassLoader());

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.openedx.hooks");

    private static final Map<String, JsonNode> EVENTS = by("event_type", Reference.events());

    private static final Map<String, JsonNode> FILTERS = by("filter_type", Reference.filters());

    private static final Map<String, JsonNode> DATA = Reference.dataClasses().stream()
            .collect(Collectors.toMap(
                    data -> data.get("subdomain").asString().replace("_", "") + "."
                            + data.get("name").asString(),
                    Function.identity()));

    static Stream<HookDefinition> events() {
        return definitions(HookKind.EVENT);
    }

    static Stream<HookDefinition> filters() {
        return definitions(HookKind.FILTER);
    }

    /** The records in the data packages. */
    static Stream<Class<?>> payload() {
        return CLASSES.stream()
                .filter(c -> c.getPackageName().endsWith(".data") && c.isRecord())
                .map(JavaClass::reflect);
    }

    @Test
    void theIndexListsExactlyTheAnnotatedRecords() {
        Set<Class<?>> annotated = CLASSES.stream()
                .filter(c -> c.isAnnotatedWith(EventHook.class) || c.isAnnotatedWith(FilterHook.class))
                .<Class<?>>map(JavaClass::reflect)
                .collect(Collectors.toSet());
        assertThat(CATALOG.definitions())
                .<Class<?>>extracting(HookDefinition::hookClass)
                .containsExactlyInAnyOrderElementsOf(annotated);
    }

    @ParameterizedTest
    @MethodSource("events")
    @DisplayName("ANN-1 to ANN-4")
    void anEventIsThatOfPython(HookDefinition event) {
        JsonNode reference = EVENTS.get(event.type().value());
        assertThat(reference).as("defined in Python").isNotNull();
        assertThat(event.hookClass().getSimpleName())
                .isEqualTo(camelCase(reference.get("name").asString()));
        assertThat(event.hookClass().getPackageName()).isEqualTo(packageOf(reference, "event"));
        assertThat(event.minorVersion())
                .isEqualTo(reference.get("minor_version").asInt());
        assertThat(event.components())
                .extracting(HookComponent::name)
                .containsExactlyElementsOf(reference.get("init_data").propertyNames());
        assertThat(event.components()).noneMatch(HookComponent::nullable);
        assertThat(event.components())
                .extracting(component -> simpleName(component.type()))
                .containsExactlyElementsOf(reference.get("init_data").values().stream()
                        .map(JsonNode::asString)
                        .toList());
        if (!reference.get("event_trigger_repository").isNull()) {
            assertThat(event.trigger())
                    .isEqualTo(reference.get("event_trigger_repository").asString());
        }
        assertThat(event.description()).isNotBlank().endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("events")
    @DisplayName("ANN-4, ANN-8: key field and whether a bus can carry it")
    void anEventGoesToTheBusAsInPython(HookDefinition event) {
        OpenEdxPublicSignal<?> signal = (OpenEdxPublicSignal<?>) event;
        JsonNode reference = EVENTS.get(event.type().value());
        assertThat(signal.isBusCapable())
                .isNotEqualTo(reference.get("known_unserializable").asBoolean());
        JsonNode keyField = reference.get("event_key_field");
        if (keyField.isNull()) {
            assertThat(signal.keyField()).isNull();
        } else if (reference.get("event_key_field_resolves").isBoolean()) {
            assertThat(signal.keyField()).isEqualTo(keyField.asString());
        } else {
            assertThat(signal.keyField()).as("corrected").isNotNull().isNotEqualTo(keyField.asString());
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    @DisplayName("FLT-1, FLT-10")
    void aFilterIsThatOfPython(HookDefinition filter) {
        JsonNode reference = FILTERS.get(filter.type().value());
        assertThat(reference).as("defined in Python").isNotNull();
        assertThat(filter.hookClass().getSimpleName())
                .isEqualTo(reference.get("name").asString());
        assertThat(filter.hookClass().getPackageName()).isEqualTo(packageOf(reference, "filter"));
        List<JsonNode> parameters =
                List.copyOf(reference.get("run_filter_parameters").values());
        assertThat(filter.components())
                .extracting(HookComponent::name)
                .containsExactlyElementsOf(parameters.stream()
                        .map(parameter -> parameter.get("name").asString())
                        .toList());
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).get("default").asString("").equals("None")) {
                assertThat(filter.components().get(i).nullable()).isTrue();
            }
        }
        assertThat(((OpenEdxPublicFilter<?>) filter).exceptions())
                .extracting(Class::getSimpleName)
                .containsExactlyElementsOf(reference.get("exceptions").values().stream()
                        .map(exception -> exception.get("name").asString())
                        .sorted()
                        .toList());
        assertThat(filter.description()).isNotBlank().endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("payload")
    @DisplayName("PAY-1, AVR-7, AVR-8: names, order, and null only where Python's default is None")
    void aPayloadClassIsThatOfPython(Class<?> data) {
        String subdomain = data.getPackageName().split("\\.", -1)[3];
        JsonNode reference = DATA.get(subdomain + "." + data.getSimpleName());
        assertThat(reference).as("defined in Python").isNotNull();
        assertThat(HookComponent.of(data))
                .extracting(HookComponent::name)
                .containsExactlyElementsOf(reference.get("fields").values().stream()
                        .map(field -> field.get("name").asString())
                        .toList());
        assertThat(HookComponent.of(data))
                .filteredOn(HookComponent::nullable)
                .extracting(HookComponent::name)
                .containsExactlyElementsOf(reference.get("fields").values().stream()
                        .filter(field -> field.get("nullable_in_avro").asBoolean())
                        .map(field -> field.get("name").asString())
                        .toList());
    }

    private static Stream<HookDefinition> definitions(HookKind kind) {
        return CATALOG.definitions().stream().filter(definition -> definition.kind() == kind);
    }

    private static Map<String, JsonNode> by(String key, List<JsonNode> nodes) {
        return nodes.stream().collect(Collectors.toMap(node -> node.get(key).asString(), Function.identity()));
    }

    private static String packageOf(JsonNode reference, String kind) {
        return "org.openedx.hooks." + reference.get("subdomain").asString().replace("_", "") + "." + kind;
    }

    private static String simpleName(Type type) {
        return type instanceof Class<?> c ? c.getSimpleName() : type.getTypeName();
    }

    private static String camelCase(String constant) {
        return Arrays.stream(constant.split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Holds the keys against what opaque-keys 4.0.0 and ccx-keys make of the same texts ({@code reference/keys.json}). */
class ReferenceKeysTests {

    private static final JsonNode REFERENCE = read("keys.json");

    private int accepted;
    private int refused;

    @Test
    void textsAreAcceptedAndRefusedAsInPython() {
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode expected : REFERENCE.get("valid")) {
            softly.assertThatCode(() -> check(expected)).as(expected.toString()).doesNotThrowAnyException();
        }
        for (JsonNode expected : REFERENCE.get("invalid")) {
            softly.assertThatExceptionOfType(InvalidKeyException.class)
                    .as(expected.toString())
                    .isThrownBy(() -> parse(expected));
            refused++;
        }
        softly.assertAll();
        System.out.println("keys: " + accepted + " accepted and " + refused + " refused as expected");
        assertThat(REFERENCE.get("valid")).hasSize(76);
        assertThat(REFERENCE.get("invalid")).hasSize(116);
        assertThat(accepted).isEqualTo(72);
        assertThat(refused).isEqualTo(120);
    }

    @Test
    void nullIsRefusedByName() {
        assertThat(REFERENCE.get("non_string_inputs")).hasSize(9);
        for (JsonNode expected : REFERENCE.get("non_string_inputs")) {
            String parser = expected.get("parser").asString();
            if (expected.get("input_repr").asString().equals("None")) {
                assertThat(expected.get("exception").asString()).isEqualTo("InvalidKeyError");
                assertThatNullPointer(parser);
            } else {
                // A number or bytes, which Java's compiler refuses.
                assertThat(expected.get("exception").asString()).isIn("AttributeError", "TypeError");
                assertThatExceptionOfType(ClassCastException.class)
                        .isThrownBy(() -> applyRaw(Parsers.of(parser), new byte[0]));
            }
        }
        Parsers.ALL.keySet().forEach(ReferenceKeysTests::assertThatNullPointer);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Object applyRaw(Function parser, Object input) {
        return parser.apply(input);
    }

    @SuppressWarnings("NullAway") // null is the point
    private static void assertThatNullPointer(String type) {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Parsers.of(type).apply(null))
                .withMessage("text");
    }

    private void check(JsonNode expected) {
        if (isLibraryKeyWithLineBreak(expected)) {
            assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> parse(expected));
            refused++;
            return;
        }
        OpaqueKey key = parse(expected);
        String canonical = expand(expected.get("canonical"));
        OpaqueKey again = Parsers.of(expected.get("parser").asString()).apply(canonical);
        assertThat(key).hasToString(canonical);
        assertThat(again).hasToString(canonical);
        assertThat(again.equals(key)).isEqualTo(expected.get("reparsed_equal").asBoolean());
        assertThat(key.getClass().getSimpleName())
                .isEqualTo(javaClass(expected.get("class").asString()));
        assertThat(key.namespace()).isEqualTo(text(expected, "namespace"));
        assertThat(key.deprecated()).isEqualTo(expected.get("deprecated").asBoolean());
        List<String> compared = new ArrayList<>();
        for (String name : expected.propertyNames()) {
            if (isPart(name)) {
                assertThat(part(key, name)).as(name).isEqualTo(text(expected, name));
                compared.add(name);
            }
        }
        assertThat(compared).isNotEmpty();
        accepted++;
    }

    /** Python has classes of their own for blocks in legacy libraries and custom courses, and for {@code location:}. */
    private static String javaClass(String pythonClass) {
        return switch (pythonClass) {
            case "LibraryUsageLocator", "CCXBlockUsageLocator", "DeprecatedLocation" -> "BlockUsageLocator";
            default -> pythonClass;
        };
    }

    /** Python ends these regular expressions with a dollar sign, which also matches before a last line break. */
    private static boolean isLibraryKeyWithLineBreak(JsonNode expected) {
        String type = expected.get("parser").asString();
        return type.startsWith("Library")
                && !type.equals("LibraryLocator")
                && expand(expected.get("input")).contains("\n");
    }

    private static boolean isPart(String name) {
        return switch (name) {
            case "parser",
                    "input",
                    "class",
                    "namespace",
                    "deprecated",
                    "canonical",
                    "canonical_equals_input",
                    "reparsed_equal",
                    // Python cannot print the course of an i4x key.
                    "course_key_str_error",
                    "context_key_str_error" -> false;
            default -> true;
        };
    }

    private static @Nullable Object part(OpaqueKey key, String name) {
        if (key instanceof UsageKey usage) {
            return switch (name) {
                case "block_type" -> usage.blockType();
                case "block_id", "usage_id" -> usage.blockId();
                case "context_key", "lib_key", "library_key" ->
                    usage.contextKey().toString();
                case "course_key" -> Objects.requireNonNull(usage.courseKey()).toString();
                default -> part(usage.contextKey(), name);
            };
        }
        if (key instanceof CourseKey course) {
            return switch (name) {
                case "org" -> course.org();
                case "course", "library" -> course.course();
                case "run" -> course.run();
                case "branch" -> course.branch();
                case "version_guid" -> course.versionGuid();
                case "ccx" -> ((CCXLocator) course).ccx();
                default -> throw new AssertionError(name);
            };
        }
        if (key instanceof LibraryLocatorV2 library) {
            return name.equals("slug") ? library.slug() : library.org();
        }
        if (key instanceof LibraryCollectionLocator collection) {
            return name.equals("collection_id") ? collection.collectionId() : orgOrText(collection.libraryKey(), name);
        }
        LibraryContainerLocator container = (LibraryContainerLocator) key;
        return switch (name) {
            case "container_type" -> container.containerType();
            case "container_id" -> container.containerId();
            default -> orgOrText(container.libraryKey(), name);
        };
    }

    private static String orgOrText(LibraryLocatorV2 library, String name) {
        return name.equals("org") ? library.org() : library.toString();
    }

    private static OpaqueKey parse(JsonNode expected) {
        return Parsers.of(expected.get("parser").asString()).apply(expand(expected.get("input")));
    }

    private static @Nullable String text(JsonNode expected, String name) {
        JsonNode value = expected.get(name);
        return value.isNull() ? null : expand(value);
    }

    /** Long texts are written as {@code <x*70000>}. */
    private static String expand(JsonNode text) {
        if (!text.isObject()) {
            return text.asString();
        }
        String pattern = text.get("$repeat").asString();
        int open = pattern.indexOf('<');
        int close = pattern.indexOf('>');
        String repeated =
                pattern.substring(open + 1, open + 2).repeat(Integer.parseInt(pattern.substring(open + 3, close)));
        String expanded = pattern.substring(0, open) + repeated + pattern.substring(close + 1);
        assertThat(expanded).hasSize(text.get("length").asInt());
        return expanded;
    }

    static JsonNode read(String name) {
        try (InputStream in = ReferenceKeysTests.class.getResourceAsStream("/reference/" + name)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, name));
        } catch (IOException ex) {
            throw new IllegalStateException(name, ex);
        }
    }
}

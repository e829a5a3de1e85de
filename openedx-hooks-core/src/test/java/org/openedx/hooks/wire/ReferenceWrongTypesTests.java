/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openedx.hooks.contentauthoring.data.XBlockData;
import org.openedx.hooks.contentauthoring.event.CourseCertificateConfigDeleted;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryLocator;
import org.openedx.hooks.key.UsageKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserNonPersonalData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.data.UserPersonalDataBuilder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.openedx.hooks.wire.ReferenceWrongTypesTests.Answer.CAST;
import static org.openedx.hooks.wire.ReferenceWrongTypesTests.Answer.COMPILER;
import static org.openedx.hooks.wire.ReferenceWrongTypesTests.Answer.NULL;
import static org.openedx.hooks.wire.ReferenceWrongTypesTests.Answer.SAME;
import static org.openedx.hooks.wire.ReferenceWrongTypesTests.Answer.WRITER;

/**
 * What the Python libraries do with values and declarations of wrong types, and what we do. A value that Java's
 * compiler refuses is given by reflection, as a language without a compiler would.
 */
@NullUnmarked
class ReferenceWrongTypesTests {

    private static final String MODE = "enrollment.mode";

    private static final String DATE = "enrollment.creation_date";

    private static final String COURSE = "enrollment.course.course_key";

    private static final String USER = "enrollment.user";

    private static final String ID = "enrollment.user.id";

    private static final String ACTIVE = "enrollment.is_active";

    private static final String IDS = "notification_data.user_ids";

    private static final String CONTEXT = "notification_data.context";

    private static final String GRADE = "grade.percent_grade";

    private static final OffsetDateTime NOON =
            ZonedDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneId.of("UTC")).toOffsetDateTime();

    private static final Map<String, Attempt> VALUES = new LinkedHashMap<>();

    static {
        value("str_field_given_int", MODE, 5, COMPILER);
        value("str_field_given_none", MODE, null, NULL);
        value("str_field_given_bool", MODE, true, COMPILER);
        value("str_field_given_list", MODE, List.of("a"), COMPILER);
        value("str_field_given_bytes", MODE, new byte[] {1}, COMPILER);
        value("str_field_given_custom_object", MODE, new Object(), COMPILER);
        value("str_field_given_uuid", MODE, new UUID(0, 5), COMPILER);
        value("str_field_given_datetime", MODE, NOON, COMPILER);
        value("str_field_given_course_key", MODE, CourseKey.of("a", "b", "c"), COMPILER);
        value("bool_field_given_none", ACTIVE, null, COMPILER);
        value("bool_field_given_int_2", ACTIVE, 2, COMPILER);
        value("int_field_given_str", ID, "7", COMPILER);
        value("int_field_given_float", ID, 7.0, COMPILER);
        value("int_field_given_none", ID, null, COMPILER);
        value("int_field_2_63", ID, BigInteger.ONE.shiftLeft(63), COMPILER);
        value("int_field_minus_2_63_minus_1", ID, BigInteger.ONE.shiftLeft(63).not(), COMPILER);
        value("int_field_decimal", ID, BigDecimal.ONE, COMPILER);
        value("datetime_field_given_str", DATE, "2024-05-06T07:08:09+00:00", COMPILER);
        value("datetime_field_given_date", DATE, LocalDate.of(2024, 1, 2), COMPILER);
        value("datetime_field_given_time", DATE, LocalTime.of(1, 2, 3), COMPILER);
        value("datetime_field_given_none", DATE, null, NULL);
        value("datetime_field_given_int", DATE, 5, COMPILER);
        value("course_key_given_str_invalid", COURSE, "garbage", COMPILER);
        value("course_key_given_none", COURSE, null, NULL);
        value("course_key_given_int", COURSE, 5, COMPILER);
        value("record_given_none", USER, null, NULL);
        value("record_given_dict_extra_field", USER, Map.of("id", 1, "zzz", 1), COMPILER);
        value("record_given_str", USER, "u", COMPILER);
        value("record_given_other_class", USER, new UserNonPersonalData(1, true), COMPILER);
        value("datetime_aware_zoneinfo_utc", DATE, NOON, SAME);
        value("event_data_value_is_plain_dict", "enrollment", Map.of("mode", "audit"), COMPILER);
        value("list_given_tuple", IDS, List.of(1L, 2L), SAME);
        value("list_given_set", IDS, Set.of(3L), COMPILER);
        value("list_with_none_item", IDS, Arrays.asList(1L, null), NULL);
        value("list_with_str_item", IDS, List.of("a"), WRITER);
        value("list_given_none", IDS, null, NULL);
        value("list_given_str", IDS, "ab", COMPILER);
        value("list_given_generator", IDS, List.of(1L).iterator(), COMPILER);
        value("list_given_range", IDS, IntStream.range(1, 3), COMPILER);
        value("map_int_key", CONTEXT, Map.of(1, "a"), CAST);
        value("map_bool_key", CONTEXT, Map.of(true, "a"), CAST);
        value("map_none_key", CONTEXT, map(null, "a"), NULL);
        value("map_course_key_key", CONTEXT, Map.of(CourseKey.of("a", "b", "c"), "a"), CAST);
        value("map_none_value", CONTEXT, map("a", null), NULL);
        value("map_nested_value", CONTEXT, Map.of("a", Map.of()), WRITER);
        value("map_datetime_value", CONTEXT, Map.of("a", NOON), WRITER);
        value("map_mixed_keys", CONTEXT, Map.of(1, "a", "b", "c"), CAST);
        value(
                "map_key_order_python",
                CONTEXT,
                Map.of("", "6", "B", "5", "a", "4", "b", "3", "\u00e9", "7", "\ufffd", "2", "\ud83d\ude00", "1"),
                SAME);
        value("float_nan", GRADE, Double.NaN, SAME);
        value("float_inf", GRADE, Double.POSITIVE_INFINITY, SAME);
        value("float_minus_inf", GRADE, Double.NEGATIVE_INFINITY, SAME);
        value("float_given_int", GRADE, 1, SAME);
        value("float_given_big_int", GRADE, 0x1p63, SAME);
        value("float_given_huge_int", GRADE, BigInteger.ONE.shiftLeft(2000), COMPILER);
        value("float_given_bool", GRADE, true, COMPILER);
        value("float_given_decimal", GRADE, BigDecimal.ONE, COMPILER);
        value("float_max", GRADE, Double.MAX_VALUE, SAME);
    }

    @TestFactory
    Stream<DynamicTest> valuesOfWrongTypesAreRefused() {
        return ReferenceNegativeTests.cases("C_serialize_wrong_types", test -> {
            OpenEdxEvent event = sample(
                    test.get("event_type").asString(),
                    ReferenceNegativeTests.name(test).startsWith("map_") ? "map_int_key" : "list_given_tuple");
            if (ReferenceNegativeTests.name(test).startsWith("event_data_")
                    && !VALUES.containsKey(ReferenceNegativeTests.name(test))) {
                // One value too many, or of another name: both are another constructor.
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> create(event.getClass(), component(event, 0), component(event, 0)));
                assertThatIllegalArgumentException().isThrownBy(() -> create(event.getClass()));
                return;
            }
            Attempt attempt = VALUES.get(ReferenceNegativeTests.name(test));
            assertThat(attempt).as("what Java does with it").isNotNull();
            List<String> path = List.of(attempt.path().split("\\.", -1));
            String last = path.get(path.size() - 1);
            switch (attempt.answer()) {
                case COMPILER ->
                    assertThatIllegalArgumentException().isThrownBy(() -> with(event, path, attempt.value()));
                case NULL ->
                    assertThatNullPointerException()
                            .isThrownBy(() -> with(event, path, attempt.value()))
                            .withMessageContaining(camelCase(last));
                case CAST ->
                    assertThatExceptionOfType(ClassCastException.class)
                            .isThrownBy(() -> with(event, path, attempt.value()));
                case WRITER ->
                    assertThatExceptionOfType(WireFormatException.class)
                            .isThrownBy(() -> encode((OpenEdxEvent) with(event, path, attempt.value())))
                            .withMessageContaining(last);
                case SAME ->
                    assertThat(encode((OpenEdxEvent) with(event, path, attempt.value())))
                            .isEqualTo(test.get("value").get("hex").asString());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> dataClassesAreRecords() {
        UserPersonalData one = new UserPersonalData("u", "u@example.com", "U");
        UserData user = new UserData(1, true, one);
        Map<String, Runnable> checks = new LinkedHashMap<>();
        checks.put(
                "missing_required",
                () -> assertThatNullPointerException()
                        .isThrownBy(() ->
                                UserPersonalDataBuilder.builder().username("u").build())
                        .withMessage("email"));
        checks.put(
                "unknown_kwarg",
                () -> assertThat(UserPersonalDataBuilder.class.getMethods())
                        .extracting("name")
                        .contains("email")
                        .doesNotContain("nick"));
        checks.put(
                "positional_ok",
                () -> assertThat(new UserPersonalData("u", "e", "n"))
                        .isEqualTo(UserPersonalDataBuilder.builder()
                                .username("u")
                                .email("e")
                                .name("n")
                                .build()));
        checks.put(
                "too_many_positional",
                () -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> create(UserPersonalData.class, "u", "e", "n", "x")));
        checks.put(
                "frozen",
                () -> assertThat(UserPersonalData.class.getDeclaredFields())
                        .hasSize(3)
                        .allMatch(field -> Modifier.isFinal(field.getModifiers())));
        // Java has no arguments that must be named: the constructor takes all, in the order of the wire.
        checks.put(
                "kw_only_positional",
                () -> assertThat(new XBlockData(UsageKey.parse("block-v1:a+b+c+type@t+block@b"), "t", null))
                        .extracting(XBlockData::version)
                        .isNull());
        checks.put(
                "eq_same",
                () -> assertThat(new UserPersonalData("u", "u@example.com", "U"))
                        .isEqualTo(one));
        checks.put(
                "hash_equal",
                () -> assertThat(new UserPersonalData("u", "u@example.com", "U"))
                        .hasSameHashCodeAs(one));
        checks.put("subclass_not_equal_base", () -> assertThat(user).isNotEqualTo(new UserNonPersonalData(1, true)));
        // Nobody needs an order of data, and it would be a promise.
        checks.put("ordering_supported", () -> assertThat(one).isNotInstanceOf(Comparable.class));
        // Python prints what identifies a person.
        checks.put(
                "repr",
                () -> assertThat(user.toString())
                        .contains("id=1", "isActive=true")
                        .doesNotContain("u@example.com"));
        return ReferenceNegativeTests.cases("D_data_classes", checks);
    }

    @TestFactory
    Stream<DynamicTest> typesWithoutASchemaAreRefused() {
        Map<String, Runnable> checks = new LinkedHashMap<>();
        checks.put("list_unannotated", () -> unsupported(RawListMade.class, "must say of what it is"));
        checks.put("typing_Dict_bare", () -> unsupported(RawMapMade.class, "must say of what it is"));
        checks.put("plain_class", () -> unsupported(PlainMade.class, "Plain is not supported"));
        checks.put("binaryio", () -> unsupported(StreamMade.class, "java.io.InputStream is not supported"));
        // A component that is always null tells nothing.
        checks.put("none_type", () -> unsupported(NothingMade.class, "java.lang.Void is not supported"));
        checks.put("type_none", () -> unsupported(NothingMade.class, "java.lang.Void is not supported"));
        checks.put("optional_int", () -> unsupported(OptionalMade.class, "java.util.Optional<java.lang.Integer> is"));
        checks.put("union", () -> unsupported(NumberMade.class, "java.lang.Number is not supported"));
        checks.put("tuple", () -> unsupported(ArrayMade.class, "java.lang.Object[] is not supported"));
        checks.put("tuple_of_int", () -> unsupported(IntsMade.class, "int[] is not supported"));
        checks.put("set_of_int", () -> unsupported(SetMade.class, "java.util.Set<java.lang.Integer> is not"));
        checks.put("bytes", () -> assertField(BytesMade.class, "{\"name\": \"made\", \"type\": \"bytes\"}"));
        checks.put("list_of_course_key", () -> unsupported(KeysMade.class, "may not stand in a list or map"));
        // Python writes other keys as text, and cannot tell them from texts when it reads them.
        checks.put("dict_int_key", () -> unsupported(IntKeysMade.class, "the keys of a map must be String"));
        checks.put("dict_of_uuid", () -> unsupported(UuidsMade.class, "may not stand in a list or map"));
        checks.put("dict_of_unannotated_dict", () -> unsupported(RawMapsMade.class, "must say of what it is"));
        checks.put("list_of_unannotated_list", () -> unsupported(RawListsMade.class, "must say of what it is"));
        checks.put("any", () -> unsupported(AnyMade.class, "java.lang.Object is not supported"));
        // Java names no types by text; what comes nearest is a type that stands for any.
        checks.put("str_forward_ref", () -> unsupported(VariableMade.class, "Box<java.lang.String> is not supported"));
        checks.put(
                "default_none_record",
                () -> assertField(
                        OuterMade.class,
                        "{\"default\": null, \"name\": \"inner\", \"type\": [\"null\", {\"fields\": [{\"name\": \"x\","
                                + " \"type\": \"long\"}], \"name\": \"Inner\", \"type\": \"record\"}]}"));
        checks.put(
                "default_value_not_none",
                () -> assertField(LongMade.class, "{\"name\": \"made\", \"type\": \"long\"}"));
        checks.put("decimal", () -> unsupported(DecimalMade.class, "java.math.BigDecimal is not supported"));
        checks.put("top_level_str", () -> assertField(TextMade.class, "{\"name\": \"made\", \"type\": \"string\"}"));
        checks.put("date", () -> unsupported(DateMade.class, "java.time.LocalDate is not supported"));
        checks.put("datetime_subclass", () -> unsupported(ZonedMade.class, "java.time.ZonedDateTime is not supported"));
        checks.put("course_key_subclass", () -> unsupported(LibraryMade.class, "LibraryLocator is not supported"));
        checks.put("int_subclass", () -> unsupported(BigMade.class, "java.math.BigInteger is not supported"));
        checks.put(
                "real_signal_org.openedx.content_authoring.course.certificate_config.deleted.v1",
                () -> unsupported(CourseCertificateConfigDeleted.class, "java.io.InputStream is not supported"));
        return ReferenceNegativeTests.cases("H_schema_generation", checks);
    }

    private static void value(String name, String path, @Nullable Object value, Answer answer) {
        VALUES.put(name, new Attempt(path, value, answer));
    }

    private static Map<String, String> map(@Nullable String key, @Nullable String value) {
        Map<String, String> map = new HashMap<>();
        map.put(key, value);
        return map;
    }

    /** One that Python wrote as it is in most cases. */
    private static OpenEdxEvent sample(String type, String notification) {
        for (JsonNode test : ReferenceNegativeTests.CASES.get("C_serialize_wrong_types")) {
            if (test.get("event_type").asString().equals(type)
                    && List.of("datetime_aware_zoneinfo_utc", notification, "float_given_int")
                            .contains(ReferenceNegativeTests.name(test))) {
                return Reference.codec(type)
                        .orElseThrow()
                        .decode(Reference.bytes(test.get("value").get("hex")));
            }
        }
        throw new AssertionError(type);
    }

    private static Object with(Object record, List<String> path, @Nullable Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean found = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = component(record, i);
            if (components[i].getName().equals(camelCase(path.get(0)))) {
                found = true;
                values[i] = path.size() == 1 ? value : with(values[i], path.subList(1, path.size()), value);
            }
        }
        assertThat(found).as(path.get(0)).isTrue();
        return create(record.getClass(), values);
    }

    private static Object component(Object record, int index) {
        try {
            return record.getClass().getRecordComponents()[index].getAccessor().invoke(record);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static Object create(Class<?> type, Object... values) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException ex) {
            throw (RuntimeException) ex.getCause();
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static String encode(OpenEdxEvent event) {
        @SuppressWarnings("unchecked")
        EventCodec<OpenEdxEvent> codec = (EventCodec<OpenEdxEvent>) Reference.CODECS.of(event.getClass());
        byte[] bytes = codec.encode(event);
        assertThat(codec.decode(bytes)).isEqualTo(event);
        return HexFormat.of().formatHex(bytes);
    }

    private static String camelCase(String name) {
        StringBuilder camelCase = new StringBuilder();
        for (String word : name.split("_", -1)) {
            camelCase.append(
                    camelCase.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camelCase.toString();
    }

    private static void unsupported(Class<? extends OpenEdxEvent> event, String message) {
        assertThatExceptionOfType(UnsupportedTypeException.class)
                .isThrownBy(() -> Reference.CODECS.of(event))
                .withMessageContaining(message);
    }

    private static void assertField(Class<? extends OpenEdxEvent> event, String field) {
        assertThat(Reference.CODECS.of(event).schemaText()).contains(field);
    }

    enum Answer {
        /** Java's compiler refuses it. */
        COMPILER,
        NULL,
        /** The record refuses it, if the compiler was deceived. */
        CAST,
        /** The codec refuses it, if the compiler was deceived. */
        WRITER,
        SAME
    }

    private record Attempt(String path, @Nullable Object value, Answer answer) {}

    private static final class Plain {}

    @SuppressWarnings("rawtypes")
    @EventHook(type = "com.example.types.raw_list.made.v1")
    record RawListMade(List made) implements OpenEdxEvent {}

    @SuppressWarnings("rawtypes")
    @EventHook(type = "com.example.types.raw_map.made.v1")
    record RawMapMade(Map made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.plain.made.v1")
    record PlainMade(Plain made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.stream.made.v1")
    record StreamMade(InputStream made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.nothing.made.v1")
    record NothingMade(Void made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.optional.made.v1")
    record OptionalMade(Optional<Integer> made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.number.made.v1")
    record NumberMade(Number made) implements OpenEdxEvent {}

    @SuppressWarnings("ArrayRecordComponent")
    @EventHook(type = "com.example.types.array.made.v1")
    record ArrayMade(Object[] made) implements OpenEdxEvent {}

    @SuppressWarnings("ArrayRecordComponent")
    @EventHook(type = "com.example.types.ints.made.v1")
    record IntsMade(int[] made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.set.made.v1")
    record SetMade(Set<Integer> made) implements OpenEdxEvent {}

    @SuppressWarnings("ArrayRecordComponent")
    @EventHook(type = "com.example.types.bytes.made.v1")
    record BytesMade(byte[] made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.keys.made.v1")
    record KeysMade(List<CourseKey> made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.int_keys.made.v1")
    record IntKeysMade(Map<Integer, String> made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.uuids.made.v1")
    record UuidsMade(Map<String, UUID> made) implements OpenEdxEvent {}

    @SuppressWarnings("rawtypes")
    @EventHook(type = "com.example.types.raw_maps.made.v1")
    record RawMapsMade(Map<String, Map> made) implements OpenEdxEvent {}

    @SuppressWarnings("rawtypes")
    @EventHook(type = "com.example.types.raw_lists.made.v1")
    record RawListsMade(List<List> made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.any.made.v1")
    record AnyMade(Object made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.long.made.v1")
    record LongMade(long made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.decimal.made.v1")
    record DecimalMade(BigDecimal made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.text.made.v1")
    record TextMade(String made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.date.made.v1")
    record DateMade(LocalDate made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.zoned.made.v1")
    record ZonedMade(ZonedDateTime made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.library.made.v1")
    record LibraryMade(LibraryLocator made) implements OpenEdxEvent {}

    @EventHook(type = "com.example.types.big.made.v1")
    record BigMade(BigInteger made) implements OpenEdxEvent {}

    record Box<T>(T made) {}

    @EventHook(type = "com.example.types.variable.made.v1")
    record VariableMade(Box<String> made) implements OpenEdxEvent {}

    record Inner(long x) {}

    record Outer(@Nullable Inner inner) {}

    @EventHook(type = "com.example.types.outer.made.v1")
    record OuterMade(Outer made) implements OpenEdxEvent {}
}

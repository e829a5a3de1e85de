/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.key.LibraryLocatorV2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class StepOptionsTests {

    private static final OpenEdxPublicFilter<ThingRequested> FILTER = OpenEdxPublicFilter.of(ThingRequested.class);

    private static FilterContext with(Map<String, ?> options) {
        return FilterContext.of(FILTER, new LinkedHashMap<>(options));
    }

    static Stream<Arguments> anOptionIsWhatTheStepAsksForWhateverTheSourceHas() {
        return Stream.of(
                arguments(5, Integer.class, 5),
                arguments("5", Integer.class, 5),
                arguments(" 5 ", int.class, 5),
                arguments(5.0, Integer.class, 5),
                arguments(5, Long.class, 5L),
                arguments("9999999999", Long.class, 9999999999L),
                arguments("7", Short.class, (short) 7),
                arguments("7", byte.class, (byte) 7),
                arguments("0.5", Double.class, 0.5),
                arguments(1, Double.class, 1.0),
                arguments("1.5", Float.class, 1.5f),
                arguments("1.10", BigDecimal.class, new BigDecimal("1.10")),
                arguments(5, String.class, "5"),
                arguments(" a ", String.class, " a "),
                arguments("yes", Boolean.class, true),
                arguments("OFF", boolean.class, false),
                arguments(1, Boolean.class, true),
                arguments("2s", Duration.class, Duration.ofSeconds(2)),
                arguments("500", Duration.class, Duration.ofMillis(500)),
                arguments(500, Duration.class, Duration.ofMillis(500)),
                arguments("3us", Duration.class, Duration.ofNanos(3000)),
                arguments("4ns", Duration.class, Duration.ofNanos(4)),
                arguments("5m", Duration.class, Duration.ofMinutes(5)),
                arguments("6h", Duration.class, Duration.ofHours(6)),
                arguments("7D", Duration.class, Duration.ofDays(7)),
                arguments("8ms", Duration.class, Duration.ofMillis(8)),
                arguments("PT1M", Duration.class, Duration.ofMinutes(1)),
                arguments("-2s", Duration.class, Duration.ofSeconds(-2)),
                arguments("+2m", Duration.class, Duration.ofMinutes(2)),
                arguments("on", Boolean.class, true),
                arguments("True", Boolean.class, true),
                arguments("no", Boolean.class, false),
                arguments("False", Boolean.class, false),
                arguments("0", Boolean.class, false),
                arguments("127", Byte.class, (byte) 127),
                arguments("-32768", short.class, (short) -32768),
                arguments("2.5", float.class, 2.5f),
                arguments("2.5", double.class, 2.5),
                arguments("3", long.class, 3L),
                arguments(CharBuffer.wrap("a,b"), List.class, List.of("a", "b")),
                arguments("a,b", Collection.class, List.of("a", "b")),
                arguments("a,b", Iterable.class, List.of("a", "b")),
                arguments("a,b", Object.class, "a,b"),
                arguments("red", Colour.class, new Colour("of:red")),
                arguments(Map.of("name", "red"), Colour.class, new Colour("red")),
                arguments("lib:o:s", LibraryLocatorV2.class, new LibraryLocatorV2("o", "s")),
                arguments(new Colour("red"), Colour.class, new Colour("red")),
                arguments("half-days", ChronoUnit.class, ChronoUnit.HALF_DAYS),
                arguments("halfDays", ChronoUnit.class, ChronoUnit.HALF_DAYS),
                arguments("course-v1:a+b+c", CourseKey.class, CourseKey.parse("course-v1:a+b+c")),
                arguments(
                        "00000000-0000-0000-0000-000000000001",
                        UUID.class,
                        UUID.fromString("00000000-0000-0000-0000-000000000001")),
                arguments(List.of("a", "b"), List.class, List.of("a", "b")),
                arguments("a, b,", List.class, List.of("a", "b")),
                arguments("", List.class, List.of()),
                arguments(5, List.class, List.of(5)),
                arguments(List.of("a", "a"), Set.class, Set.of("a")),
                arguments(Map.of("a", 1), Map.class, Map.of("a", 1)),
                arguments(Map.of("a", 1), Object.class, Map.of("a", 1)));
    }

    @ParameterizedTest
    @MethodSource
    void anOptionIsWhatTheStepAsksForWhateverTheSourceHas(Object written, Class<?> type, Object expected) {
        assertThat((Object) with(Map.of("x", written)).option("x", type)).isEqualTo(expected);
    }

    @Test
    void anOptionThatIsNotGivenOrSaysNothingIsTheDefault() {
        FilterContext context = FilterContext.of(FILTER, Collections.singletonMap("nothing", null));

        assertThat(context.option("limit", Integer.class, 1000)).isEqualTo(1000);
        assertThat(context.option("nothing", Integer.class, 1000)).isEqualTo(1000);
        assertThat(context.option("limit", Integer.class)).isNull();
        assertThat(context.options()).containsEntry("nothing", null);
        assertThat(with(Map.of("limit", "5")).option("limit", Integer.class, 1000))
                .isEqualTo(5);
    }

    @Test
    void anOptionIsFoundInAnySpellingButFirstInItsOwn() {
        FilterContext context = with(Map.of("max_seats", 1, "maxSeats", 2, "Other-Name", 3));

        assertThat(context.option("max_seats", Integer.class, 0)).isEqualTo(1);
        assertThat(context.option("maxSeats", Integer.class, 0)).isEqualTo(2);
        assertThat(context.option("otherName", Integer.class, 0)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    java.lang.Integer | secret | the option "x.y" must be a whole number, found a text.
                    java.lang.Integer | 1.5 | the option "x.y" must be a whole number, found a text.
                    java.lang.Integer | 3000000000 | the option "x.y" must be a whole number, found a text.
                    java.lang.Integer | 1e999999999 | the option "x.y" must be a whole number, found a text.
                    java.lang.Double | secret | the option "x.y" must be a number, found a text.
                    java.lang.Boolean | secret | the option "x.y" must be true or false, found a text.
                    java.time.Duration | secret | the option "x.y" must be a duration such as 2s or 500ms, found a text.
                    java.util.Map | secret | the option "x.y" must be a mapping, found a text.
                    java.util.concurrent.TimeUnit | secret | the option "x.y" must be one of nanoseconds, microseconds, milliseconds, seconds, minutes, hours, days, found a text.
                    java.util.UUID | secret | the option "x.y" must be a UUID, found a text.
                    java.lang.Thread | secret | the option "x.y" must be a Thread, found a text.
                    """)
    void anOptionThatDoesNotFitIsToldWithoutItsValue(Class<?> type, String written, String message) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x.y", written)).option("x.y", type))
                .withMessage(message)
                .satisfies(ex -> assertThat(ex.path()).containsExactly("x.y"));
    }

    @Test
    void messagesTellWhatWasFound() {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", List.of(1))).option("x", Integer.class))
                .withMessage("the option \"x\" must be a whole number, found a list.");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", Map.of())).option("x", String.class))
                .withMessage("the option \"x\" must be a text, found a mapping.");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", Map.of())).option("x", List.class))
                .withMessage("the option \"x\" must be a list, found a mapping.");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", 1.5)).option("x", Integer.class))
                .withMessage("the option \"x\" must be a whole number, found a number.");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", true)).option("x", Integer.class))
                .withMessage("the option \"x\" must be a whole number, found true or false.");
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x\n", "y")).option("x\n", Integer.class))
                .withMessage("the option \"x\\u000a\" must be a whole number, found a text.");
    }

    @ParameterizedTest
    @CsvSource({
        "java.lang.Byte, 128, a whole number",
        "java.lang.Short, 32768, a whole number",
        "java.lang.Long, 9223372036854775808, a whole number",
        "java.lang.Float, x, a number",
        "java.math.BigDecimal, x, a number",
        "java.lang.Boolean, 2, true or false",
        "java.time.Duration, 5 s, a duration such as 2s or 500ms",
        "java.time.Duration, 5w, a duration such as 2s or 500ms",
        "java.time.Duration, 999999999999999999us, a duration such as 2s or 500ms",
        "java.time.Duration, 1234567890123456789, a duration such as 2s or 500ms"
    })
    void whatIsTooMuchForItsTypeDoesNotFit(Class<?> type, String written, String expected) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", written)).option("x", type))
                .withMessage("the option \"x\" must be " + expected + ", found a text.");
    }

    @Test
    void anotherOfTheSameKindIsCalledAnother() {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", Double.NaN)).option("x", BigDecimal.class))
                .withMessage("the option \"x\" must be a number, found another.");
    }

    @Test
    void ofALongNameTheFirstHundredCharactersAreTold() {
        for (int length : new int[] {100, 101}) {
            String name = "n".repeat(length);
            assertThatExceptionOfType(InvalidOptionException.class)
                    .isThrownBy(() -> with(Map.of(name, "x")).option(name, Integer.class))
                    .withMessage("the option \"" + "n".repeat(100) + (length == 100 ? "" : "...")
                            + "\" must be a whole number, found a text.")
                    .satisfies(ex -> assertThat(ex.path()).containsExactly(name));
        }
    }

    @Test
    void aDefaultOfSeveralTextsIsOneTextWithCommasWhereOneIsNeeded() {
        assertThat(with(Map.of()).options(Defaulted.class))
                .isEqualTo(new Defaulted("a,b", "", 7, List.of("a"), Set.of("a", "b"), new Rule("", Set.of())));
    }

    @Test
    void anOptionIsNoOptionOfARecordInARecordUnlessItHasIt() {
        assertThat(with(Map.of("rule", Map.of("FIELD", "x")))
                        .options(Defaulted.class)
                        .rule())
                .isEqualTo(new Rule("x", Set.of()));
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("rule", Map.of("f\u202e", "x"))).options(Defaulted.class))
                .withMessage("there is no option \"f\\u202e\". Known are field, values.")
                .satisfies(ex -> assertThat(ex.path()).containsExactly("rule", "f\u202e"));
    }

    @Test
    void whereItIsIsNotToldAfterSerialization() throws Exception {
        InvalidOptionException refused = catchThrowableOfType(
                InvalidOptionException.class, () -> with(Map.of("x", "y")).option("x", Integer.class));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(refused);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isInstanceOfSatisfying(InvalidOptionException.class, read -> {
                assertThat(read).hasMessage(refused.getMessage());
                assertThat(read.path()).isEmpty();
            });
        }
    }

    @Test
    void theCauseOfARefusalIsKept() {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("max-seats", 0)).options(Limits.class))
                .withCauseInstanceOf(IllegalArgumentException.class);
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", "y")).option("x", Integer.class))
                .withCauseInstanceOf(NumberFormatException.class);
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(Map.of("x", "y")).option("x", Thread.class))
                .havingCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessage("java.lang.Thread cannot be made of a text");
    }

    @Test
    void theRecordOfTheOptionsMayBePrivate() {
        assertThat(with(Map.of("limit", "5")).options(Hidden.class)).isEqualTo(new Hidden(5));
    }

    private record Hidden(int limit) {}

    /** Made by the first in the alphabet that takes a text. */
    record Colour(String name) {

        public static Colour of(CharSequence name) {
            return new Colour("of:" + name);
        }

        public static Colour valueOf(String name) {
            return new Colour("valueOf:" + name);
        }

        public static Colour create(Object name) {
            return new Colour("create:" + name);
        }

        public static String parse(String name) {
            return name;
        }
    }

    record Defaulted(
            @StepOptions.Default({"a", "b"}) String texts,
            @StepOptions.Default String none,
            @StepOptions.Default("7") int number,
            @StepOptions.Default("a") Collection<String> collection,
            @StepOptions.Default({"a", "b"}) Set<String> set,
            @StepOptions.Default Rule rule) {}

    @Test
    void aRecordHasAllOptions() {
        Limits limits = with(Map.of(
                        "max-seats",
                        "5",
                        "domains",
                        "a.com,b.com",
                        "rules",
                        List.of(Map.of("field", "x", "values", List.of(1, "2"))),
                        "by_name",
                        Map.of("a", "1s"),
                        "unrelated",
                        "of another step"))
                .options(Limits.class);

        assertThat(limits)
                .isEqualTo(new Limits(
                        5,
                        List.of("a.com", "b.com"),
                        List.of(new Rule("x", Set.of(1, 2))),
                        Map.of("a", Duration.ofSeconds(1)),
                        null,
                        "info",
                        List.of("x", "y"),
                        Map.of(),
                        new Rule("", Set.of())));
    }

    @Test
    void itIsMadeOnceForAllRuns() {
        FilterContext context = with(Map.of("max-seats", 1));
        Limits first = context.options(Limits.class);

        assertThat(context.options(Limits.class)).isSameAs(first);
        assertThat(context.with(Map.of()).options(Limits.class)).isSameAs(first);
        assertThat(context.options(Rule.class)).isEqualTo(new Rule("", Set.of()));
    }

    static Stream<Arguments> whatDoesNotFitARecordIsToldWithItsPlace() {
        Map<String, Object> rule = Map.of("field", "x", "values", List.of(1, "a"));
        return Stream.of(
                arguments(Map.of(), List.of("maxSeats"), "the option \"maxSeats\" is missing."),
                arguments(
                        Map.of("max-seats", "x"),
                        List.of("maxSeats"),
                        "the option \"maxSeats\" must be a whole number, found a text."),
                arguments(
                        Map.of("max-seats", 1, "rules", List.of(rule)),
                        List.of("rules", "[0]", "values", "[1]"),
                        "the option \"rules[0].values[1]\" must be a whole number, found a text."),
                arguments(
                        Map.of("max-seats", 1, "rules", List.of(Map.of("feild", "x"))),
                        List.of("rules", "[0]", "feild"),
                        "there is no option \"feild\". Did you mean \"field\"?"),
                arguments(
                        Map.of("max-seats", 1, "rules", List.of(Map.of("z", "x"))),
                        List.of("rules", "[0]", "z"),
                        "there is no option \"z\". Known are field, values."),
                arguments(
                        Map.of("max-seats", 1, "rules", List.of("x")),
                        List.of("rules", "[0]"),
                        "the option \"rules[0]\" must be a mapping, found a text."),
                arguments(
                        Map.of("max-seats", 0),
                        List.of(),
                        "the options are refused: java.lang.IllegalArgumentException: at least one seat"));
    }

    @ParameterizedTest
    @MethodSource
    void whatDoesNotFitARecordIsToldWithItsPlace(Map<String, Object> options, List<String> path, String message) {
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> with(options).options(Limits.class))
                .withMessage(message)
                .satisfies(ex -> assertThat(ex.path()).isEqualTo(path));
    }

    @Test
    void anOptionMayHaveSeveralValues() {
        FilterContext context =
                with(Map.of("list", List.of(1, "2"), "text", "3, 4", "one", 5, "wrong", List.of(1, "x")));

        assertThat(context.optionList("list", Integer.class)).containsExactly(1, 2);
        assertThat(context.optionList("TEXT", Integer.class)).containsExactly(3, 4);
        assertThat(context.optionList("one", String.class)).containsExactly("5");
        assertThat(context.optionList("none", String.class)).isEmpty();
        assertThatExceptionOfType(InvalidOptionException.class)
                .isThrownBy(() -> context.optionList("wrong", Integer.class))
                .withMessage("the option \"wrong[1]\" must be a whole number, found a text.");
    }

    @Test
    void itemsThatSayNothingStayWhatTheyAre() {
        assertThat(with(Map.of("x", Arrays.asList("1", null))).optionList("x", Integer.class))
                .containsExactly(1, null);
    }

    @Test
    void whatIsMadeOfOptionsCannotBeChanged() {
        Limits limits = with(Map.of("max-seats", 1, "domains", List.of("a"))).options(Limits.class);
        for (Runnable change : List.<Runnable>of(
                () -> limits.domains().clear(),
                () -> limits.byName().clear(),
                () -> limits.more().clear())) {
            assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(change::run);
        }
    }

    record Rule(
            @StepOptions.Default String field,
            @StepOptions.Default Set<Integer> values) {}

    record Limits(
            int maxSeats,
            @StepOptions.Default List<String> domains,
            @StepOptions.Default List<Rule> rules,
            @StepOptions.Default Map<String, Duration> byName,
            @Nullable Integer maybe,
            @StepOptions.Default("info") String level,
            @StepOptions.Default({"x", "y"}) List<String> list,
            @StepOptions.Default Map<String, Integer> more,
            @StepOptions.Default Rule rule) {

        Limits {
            if (maxSeats < 1) {
                throw new IllegalArgumentException("at least one seat");
            }
        }
    }
}

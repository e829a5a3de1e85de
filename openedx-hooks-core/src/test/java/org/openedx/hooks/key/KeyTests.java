/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyTests {

    private static final CourseKey DEMO = CourseKey.of("edX", "DemoX", "2026");

    @Test
    void aCourseKeyHasParts() {
        CourseKey key = CourseKey.parse("course-v1:edX+DemoX+2026");

        assertThat(key.org()).isEqualTo("edX");
        assertThat(key.course()).isEqualTo("DemoX");
        assertThat(key.run()).isEqualTo("2026");
        assertThat(key).isEqualTo(DEMO).hasSameHashCodeAs(DEMO).hasToString("course-v1:edX+DemoX+2026");
    }

    @Test
    void anOldStyleKeyNeverEqualsAModernOne() {
        CourseKey old = CourseKey.parse("edX/DemoX/2026");

        assertThat(old.deprecated()).isTrue();
        assertThat(old).isNotEqualTo(DEMO).hasToString("edX/DemoX/2026");
        assertThat(CourseKey.parse("slashes:edX+DemoX+2026")).isEqualTo(DEMO);
    }

    @Test
    void theTextDecidesWhatACourseKeyIs() {
        assertThat(CourseKey.parse("ccx-v1:edX+DemoX+2026+ccx@7")).isEqualTo(new CCXLocator(DEMO, "7"));
        assertThat(CourseKey.parse("library-v1:edX+Lib")).isEqualTo(LibraryLocator.of("edX", "Lib"));
        assertThat(LearningContextKey.parse("lib:edX:slug")).isEqualTo(new LibraryLocatorV2("edX", "slug"));
        assertThat(LearningContextKey.parse("course-v1:edX+DemoX+2026")).isEqualTo(DEMO);
    }

    @Test
    void theCourseDecidesWhatAUsageKeyIs() {
        assertThat(UsageKey.of(DEMO, "html", "x")).hasToString("block-v1:edX+DemoX+2026+type@html+block@x");
        assertThat(UsageKey.of(new CCXLocator(DEMO, "7"), "html", "x"))
                .hasToString("ccx-block-v1:edX+DemoX+2026+ccx@7+type@html+block@x");
        assertThat(UsageKey.of(LibraryLocator.of("edX", "Lib"), "html", "x"))
                .hasToString("lib-block-v1:edX+Lib+type@html+block@x");
        assertThat(UsageKey.of(CourseKey.parse("edX/DemoX/2026"), "html", "x")).hasToString("i4x://edX/DemoX/html/x");
    }

    @Test
    void aUsageKeyKnowsItsCourseOrLibrary() {
        assertThat(UsageKey.parse("block-v1:edX+DemoX+2026+type@html+block@x").courseKey())
                .isEqualTo(DEMO);
        UsageKey inLibrary = UsageKey.parse("lb:edX:slug:html:x");
        assertThat(inLibrary.courseKey()).isNull();
        assertThat(inLibrary.contextKey()).isEqualTo(new LibraryLocatorV2("edX", "slug"));
    }

    @Test
    void theCourseOfAnI4xKeyHasNoRun() {
        UsageKey key = UsageKey.parse("i4x://edX/DemoX/video/v@draft");

        CourseKey course = (CourseKey) key.contextKey();
        assertThat(course.run()).isNull();
        assertThat(course.branch()).isEqualTo("draft");
        assertThat(course).hasToString("edX/DemoX/").isNotEqualTo(CourseKey.parse("edX/DemoX/"));
        assertThat(key.namespace()).isEqualTo("block-v1");
    }

    @Test
    void anAsideHoldsAnyBlockAndAnyType() {
        UsageKey block = UsageKey.parse("block-v1:a+b+c+type@t+block@b:");
        AsideUsageKey aside = AsideUsageKey.of(AsideUsageKey.of(block, "x::$y"), "z:");

        assertThat(UsageKey.parse(aside.toString())).isEqualTo(aside);
        assertThat(aside.contextKey()).isEqualTo(block.contextKey());
        assertThat(aside.blockType()).isEqualTo("t");
        assertThat(aside.blockId()).isEqualTo("b:");
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> new AsideUsageKey(block, "x", 1));
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> new AsideUsageKey(block, "x", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aside-usage-v1:block-v1:a+b+c+type@t+block@b::",
                "aside-usage-v1:block-v1:a+b+c+type@t+block@b::x$::y$$",
                "aside-usage-v2:block-v1$:a+b+c+type@t+block@b::x$:$:y$$",
                "aside-usage-v2:aside-usage-v1$:lb$:a$:b$:c$:d$:$:x::y",
                "aside-usage-v2:i4x$://a/b/c$$/d::y",
            })
    void asidesAreReadAndWritten(String text) {
        assertThat(UsageKey.parse(text)).isEqualTo(AsideUsageKey.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aside-usage-v1:lb:a:b:c:d::x$y",
                "aside-usage-v1:lb:a:b:c:d::x::y",
                "aside-usage-v1:aside-usage-v1:lb:a:b:c:d",
                "aside-usage-v1:i4x://a/b/c/d:",
                "aside-usage-v2:lb:a:b:c:d::x",
                "aside-usage-v2:lb$:a$:b$:c$:d",
                "aside-usage-v2:lb$:a$:b$:c$:d::x$",
                "aside-usage-v2:lb$:a$:b$:c$:d::x$y",
                "aside-usage-v3:lb$:a$:b$:c$:d::x",
            })
    void asidesWithoutTheirEscapesAreRefused(String text) {
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> UsageKey.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lib:org\n:slug", "lib:org:slug\n"})
    void aLineBreakIsRefusedInLibraryKeysUnlikeInPython(String text) {
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> LibraryLocatorV2.parse(text));
    }

    @Test
    void messagesSayWhatWasExpectedAndWhere() {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> CourseKey.parse("course-v1:edX+Demo X+2026"))
                .withMessage("Invalid CourseKey \"course-v1:edX+Demo X+2026\": expected + at index 18, found ' '");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> CourseKey.parse("course-v1:edX+DemoX"))
                .withMessage("Invalid CourseKey \"course-v1:edX+DemoX\":"
                        + " expected org+course+run or a version at index 19, found the end");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> CourseKey.parse("block-v1:a+b+c+type@t+block@b"))
                .withMessageContaining(
                        "expected course-v1:, ccx-v1:, library-v1: or org/course/run at index 0, found 'b'");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> LibraryLocatorV2.parse("lib:\u00dcni:slug"))
                .withMessage("Invalid LibraryLocatorV2 \"lib:\u00dcni:slug\":"
                        + " expected org: ASCII letters, digits and _-. at index 4, found '\u00dc'");
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> CourseKey.of("edX", "Demo X", "2026"))
                .withMessage("Invalid CourseKey with course \"Demo X\":"
                        + " expected letters, digits and _-~.: at index 4, found ' '");
    }

    @Test
    void messagesShowAnEscapedExcerptOfLongAndStrangeTexts() {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() ->
                        CourseKey.parse("course-v1:" + "x".repeat(1_000_000) + "\n\u202e\ud800" + "y".repeat(100)))
                .withMessageContaining("...xxx")
                .withMessageContaining("x\\u000a\\u202e\\ud800y")
                .withMessageContaining("y...\"")
                .satisfies(ex -> assertThat(ex.getMessage()).hasSizeLessThan(300));
    }

    @Test
    @SuppressWarnings("NullAway") // null is the point
    void missingPartsAreNamed() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> CourseKey.of("edX", null, "2026"))
                .withMessage("course");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> new LibraryCollectionLocator(null, "c"))
                .withMessage("libraryKey");
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> UsageKey.of(DEMO, null, "x"))
                .withMessage("blockType");
    }

    @Test
    void partsAreCheckedByTheGrammar() {
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> CourseKey.of("", "b", "c"));
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> UsageKey.of(DEMO, "t", "100%"));
        assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> new CCXLocator(DEMO, "x"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> new CCXLocator(LibraryLocator.of("a", "b"), "1"));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> new LibraryLocator("a", null, null, null));
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> new LibraryLocator(null, null, null, "519665F6223EBD6980884F2B"));
    }

    @Test
    void keysAreOrderedByTheirText() {
        assertThat(new TreeSet<OpaqueKey>(List.of(UsageKey.parse("lb:a:b:c:d"), DEMO, CourseKey.parse("a/b/c"))))
                .map(OpaqueKey::toString)
                .containsExactly("a/b/c", "course-v1:edX+DemoX+2026", "lb:a:b:c:d");
    }

    @Test
    void keysThatDifferThoughTheirTextsDoNotAreOrderedByTheirParts() {
        UsageKey untyped = UsageKey.parse("block-v1:a+b+c+block@x");
        UsageKey none = UsageKey.parse("block-v1:a+b+c+type@None+block@x");
        LearningContextKey old = CourseKey.parse("a/b/");
        LearningContextKey draft = UsageKey.parse("i4x://a/b/t/x@draft").contextKey();
        LearningContextKey bare = UsageKey.parse("i4x://a/b/t/x").contextKey();

        assertThat(new TreeSet<OpaqueKey>(List.of(none, untyped))).containsExactly(none, untyped);
        assertThat(new TreeSet<OpaqueKey>(List.of(untyped, none))).containsExactly(none, untyped);
        assertThat(new TreeSet<OpaqueKey>(List.of(bare, draft, old))).containsExactly(old, draft, bare);
        assertThat(untyped).isEqualByComparingTo(UsageKey.parse("block-v1:a+b+c+block@x"));
    }

    @Test
    void whatIsConvertedIsParsed() {
        assertThat(LearningContextKey.valueOf("lib:a:b")).isEqualTo(LearningContextKey.parse("lib:a:b"));
        assertThat(CourseKey.valueOf("course-v1:a+b+c")).isEqualTo(CourseKey.of("a", "b", "c"));
        assertThat(CCXLocator.valueOf("ccx-v1:a+b+c+ccx@1")).hasToString("ccx-v1:a+b+c+ccx@1");
        assertThat(LibraryLocator.valueOf("library-v1:a+b")).isEqualTo(LibraryLocator.of("a", "b"));
        assertThat(LibraryLocatorV2.valueOf("lib:a:b")).isEqualTo(new LibraryLocatorV2("a", "b"));
        assertThat(UsageKey.valueOf("lb:a:b:c:d")).hasToString("lb:a:b:c:d");
        assertThat(LibraryUsageLocatorV2.valueOf("lb:a:b:c:d")).hasToString("lb:a:b:c:d");
        assertThat(AsideUsageKey.valueOf("aside-usage-v1:lb:a:b:c:d::x")).hasToString("aside-usage-v1:lb:a:b:c:d::x");
        assertThat(LibraryCollectionLocator.valueOf("lib-collection:a:b:c")).hasToString("lib-collection:a:b:c");
        assertThat(LibraryContainerLocator.valueOf("lct:a:b:c:d")).hasToString("lct:a:b:c:d");
    }

    @Test
    void hugeHostileTextsAreAnswered() {
        int size = 1 << 20;
        for (String part : List.of(
                "x",
                "+",
                ":",
                "::",
                "$",
                "$:",
                "/",
                "@",
                "a+",
                "branch@",
                "aside-usage-v1:",
                "aside-usage-v2$:",
                "\ud800")) {
            String many = part.repeat(size / part.length());
            for (String prefix : List.of(
                    "", "course-v1:", "ccx-v1:", "block-v1:", "i4x://", "aside-usage-v1:", "aside-usage-v2:", "lib:")) {
                Parsers.ALL.values().forEach(parser -> answer(parser, prefix + many));
                Parsers.ALL.values().forEach(parser -> answer(parser, prefix + many + "::x"));
            }
        }
    }

    private static void answer(Function<String, ? extends OpaqueKey> parser, String text) {
        try {
            assertThat(parser.apply(text)).isNotNull();
        } catch (InvalidKeyException ex) {
            assertThat(ex.getMessage()).hasSizeLessThan(1200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "course-v1:a+b+c",
                "a/b/c",
                "ccx-v1:a+b+c+ccx@1",
                "library-v1:a+b",
                "lib:a:b",
            })
    void keysSurviveJavaSerialization(String text) throws IOException, ClassNotFoundException {
        OpaqueKey key = LearningContextKey.parse(text);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(key);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(key);
        }
    }

    /** Spring's {@code ObjectToObjectConverter} looks for a public static {@code valueOf(String)} returning it. */
    @ParameterizedTest
    @ValueSource(
            classes = {
                LearningContextKey.class,
                CourseKey.class,
                CCXLocator.class,
                LibraryLocator.class,
                LibraryLocatorV2.class,
                UsageKey.class,
                AsideUsageKey.class,
                LibraryUsageLocatorV2.class,
                LibraryCollectionLocator.class,
                LibraryContainerLocator.class
            })
    void everyTypeCanBeConvertedByConvention(Class<?> type) throws ReflectiveOperationException {
        Method valueOf = type.getMethod("valueOf", String.class);

        assertThat(Modifier.isStatic(valueOf.getModifiers())).isTrue();
        assertThat(valueOf.getReturnType()).isEqualTo(type);
    }

    @Test
    void keysNeedNoJacksonOnTheClassPath() throws Exception {
        URL classes = CourseKey.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = loader.loadClass(CourseKey.class.getName());
            @Nullable Object key = type.getMethod("parse", String.class).invoke(null, "course-v1:a+b+c");

            assertThat(key).hasToString("course-v1:a+b+c");
            assertThat(type).isNotSameAs(CourseKey.class);
        }
    }
}

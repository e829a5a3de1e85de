/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A key that cannot be read says where it goes wrong, and what could stand there. */
class KeyMessagesTests {

    private static final CourseKey DEMO = CourseKey.of("edX", "DemoX", "2026");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '!',
            value = {
                // what is read | text | expected | at | found
                "CourseKey | x | course-v1:, ccx-v1:, library-v1: or org/course/run | 0 | x",
                "LearningContextKey | x | course-v1:, ccx-v1:, library-v1:, lib: or org/course/run | 0 | x",
                "UsageKey | x | block-v1:, ccx-block-v1:, lib-block-v1:, lb:, aside-usage-v1:, aside-usage-v2:, location: or i4x:// | 0 | x",
                "CCXLocator | x | ccx-v1: | 0 | x",
                "LibraryLocator | x | library-v1: | 0 | x",
                "LibraryLocatorV2 | x | lib: | 0 | x",
                "LibraryUsageLocatorV2 | x | lb: | 0 | x",
                "LibraryCollectionLocator | x | lib-collection: | 0 | x",
                "LibraryContainerLocator | x | lct: | 0 | x",
                "AsideUsageKey | x | aside-usage-v | 0 | x",
                "CourseKey | /b/c | org: letters, digits and _-.% | 0 | /",
                "CourseKey | a//c | course: letters, digits and _-.% | 2 | /",
                "CourseKey | a/b c/d | / | 3 | ! !",
                "CourseKey | a/b/ | | |",
                "CourseKey | !a/b/ ! | run: letters, digits and _-.% | 4 | ! !",
                "CourseKey | a/b/c/ | the end | 5 | /",
                "CourseKey | course-v1: | org+course+run or a version | 10 |",
                "CourseKey | course-v1:+b+c | org: letters, digits and _-~.: | 10 | +",
                "CourseKey | course-v1:a | + | 11 |",
                "CourseKey | course-v1:a+ | course: letters, digits and _-~.: | 12 |",
                "CourseKey | course-v1:a+b | org+course+run or a version | 13 |",
                "CourseKey | course-v1:a+b+ | another part | 14 |",
                "CourseKey | course-v1:a+b+c+ | another part | 16 |",
                "CourseKey | course-v1:a+b+c+d | the end | 16 | d",
                "CourseKey | course-v1:a+b+c+branch@ | branch: letters, digits and _-~.: | 23 |",
                "CourseKey | course-v1:a+b+c+version@ | version: lower-case hexadecimal digits | 24 |",
                "CourseKey | course-v1:a+b+c+version@5196 | 24 hexadecimal digits | 24 | 5",
                "CourseKey | course-v1:a+b+c+version@519665f6223ebd6980884f2b0 | 24 hexadecimal digits | 24 | 5",
                "CourseKey | course-v1:a+b+c+version@519665F6223EBD6980884F2B | 24 hexadecimal digits | 24 | 5",
                "CourseKey | course-v1:a+b+c+version@519665f6223ebd6980884f2b+ | another part | 49 |",
                "CCXLocator | ccx-v1:a+b+c | ccx@ | 12 |",
                "CCXLocator | ccx-v1:a+b+c+ccx@ | ccx: digits | 17 |",
                "CCXLocator | ccx-v1:a+b+c+ccx@x | ccx: digits | 17 | x",
                "CCXLocator | ccx-v1:a+b+c+version@x+ccx@1 | version: hexadecimal digits | 21 | x",
                "LibraryLocator | library-v1: | org+library or a version | 11 |",
                "LibraryLocator | library-v1:a | + | 12 |",
                "LibraryLocatorV2 | lib::b | org: ASCII letters, digits and _-. | 4 | :",
                "LibraryLocatorV2 | lib:a | : | 5 |",
                "LibraryLocatorV2 | lib:a: | slug: letters, digits and _-. | 6 |",
                "LibraryLocatorV2 | lib:a:b: | the end | 7 | :",
                "LibraryUsageLocatorV2 | lb:a:b | : | 6 |",
                "LibraryUsageLocatorV2 | lb:a:b::d | block type: ASCII letters, digits and _-. | 7 | :",
                "LibraryUsageLocatorV2 | lb:a:b:c | : | 8 |",
                "LibraryUsageLocatorV2 | lb:a:b:c: | block id: letters, digits and _-. | 9 |",
                "LibraryUsageLocatorV2 | lb:a:b:c:d: | the end | 10 | :",
                "LibraryCollectionLocator | lib-collection:a:b | : | 18 |",
                "LibraryCollectionLocator | lib-collection:a:b: | collection id: letters, digits and _-. | 19 |",
                "LibraryCollectionLocator | lib-collection:a:b:c: | the end | 20 | :",
                "LibraryContainerLocator | lct:a:b | : | 7 |",
                "LibraryContainerLocator | lct:a:b: | container type: ASCII letters, digits and _-. | 8 |",
                "LibraryContainerLocator | lct:a:b:c | : | 9 |",
                "LibraryContainerLocator | lct:a:b:c: | container id: letters, digits and _-. | 10 |",
                "LibraryContainerLocator | lct:a:b:c:d: | the end | 11 | :",
                "UsageKey | block-v1:a+b+c | block@ | 14 |",
                "UsageKey | block-v1:a+b+c+type@ | block type: letters, digits and _-~.: | 20 |",
                "UsageKey | block-v1:a+b+c+type@t | block@ | 21 |",
                "UsageKey | block-v1:a+b+c+type@t+block@ | block id: letters, digits and _-~.: | 28 |",
                "UsageKey | block-v1:a+b+c+type@t+block@b% | the end | 29 | %",
                "UsageKey | block-v1:block@b | org+course+run or a version | 16 |",
                "UsageKey | lib-block-v1:a+b | type@ and block@ | 16 |",
                "UsageKey | lib-block-v1:a+b+block@c | type@ and block@ | 24 |",
                "UsageKey | ccx-block-v1:a+b+c+type@t+block@b | ccx@ | 19 | t",
                "UsageKey | location:+b+c+t+x | org: letters, digits and _-~.: | 9 | +",
                "UsageKey | location:a++c+t+x | course: letters, digits and _-~.: | 11 | +",
                "UsageKey | location:a+b++t+x | run: letters, digits and _-~.: | 13 | +",
                "UsageKey | location:a+b+c++x | block type: letters, digits and _-~.: | 15 | +",
                "UsageKey | location:a | + | 10 |",
                "UsageKey | location:a+b | + | 12 |",
                "UsageKey | location:a+b+c | + | 14 |",
                "UsageKey | location:a+b+c+t | + | 16 |",
                "UsageKey | location:a+b+c+t+ | block id: letters, digits and _-~.: | 17 |",
                "UsageKey | location:a+b+c+t+x+ | the end | 18 | +",
                "UsageKey | i4x:///b/c/d | org: letters, digits and _-.% | 6 | /",
                "UsageKey | i4x://a//c/d | course: letters, digits and _-.% | 8 | /",
                "UsageKey | i4x://a/b//d | block type: anything but a slash | 10 | /",
                "UsageKey | i4x://a/b/c/ | block id: letters, digits and _-~.:% | 12 |",
                "UsageKey | i4x://a | / | 7 |",
                "UsageKey | i4x://a/b | / | 9 |",
                "UsageKey | i4x://a/b/c | / | 11 |",
                "UsageKey | i4x://a/b/c/d@ | revision: letters, digits and _-~.:% | 14 |",
                "UsageKey | i4x://a/b/c/d@e/ | the end | 15 | /",
                "AsideUsageKey | aside-usage-v3:a | 1: or 2: | 13 | 3",
                "AsideUsageKey | aside-usage-v1:lb:a:b:c:d::x$y | $ and :: to be escaped by $ | 15 | l",
                "AsideUsageKey | aside-usage-v1:::$ | $ and :: to be escaped by $ | 15 | :",
                "AsideUsageKey | aside-usage-v1:aside-usage-v1:lb:a:b:c:d | a block that is no aside | 15 | a",
                "AsideUsageKey | aside-usage-v2:lb$:a$:b$:c$:d | a block and an aside type with :: between them | 15 | l",
                "AsideUsageKey | aside-usage-v2:lb:a:b:c:d::x | $ and : to be escaped by $ | 15 | l",
                "AsideUsageKey | aside-usage-v2:lb$:a$:b$:c$:d::x$ | $ and : to be escaped by $ | 15 | l"
            })
    void whatIsWrongIsToldWithItsPlace(
            String type, String text, @Nullable String expected, @Nullable Integer index, @Nullable String found) {
        if (expected == null || index == null) {
            assertThat(Parsers.of(type).apply(text)).hasToString(text);
            return;
        }
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> Parsers.of(type).apply(text))
                .withMessage("Invalid %s \"%s\": expected %s at index %d, found %s"
                        .formatted(type, text, expected, index, found == null ? "the end" : "'" + found + "'"));
    }

    @Test
    void theBlockOfAnAsideIsAKeyOfItsOwn() {
        for (String text : new String[] {"aside-usage-v1:::x", "aside-usage-v2:::x"}) {
            refused(
                    () -> AsideUsageKey.parse(text),
                    "Invalid UsageKey \"\": expected block-v1:, ccx-block-v1:, lib-block-v1:, lb:, aside-usage-v1:,"
                            + " aside-usage-v2:, location: or i4x:// at index 0, found the end");
        }
    }

    @Test
    void ofALongTextTheEndBeforeThePlaceIsShown() {
        String text = "lib:a:" + "b".repeat(200) + ":" + "c".repeat(100);
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> LibraryLocatorV2.parse(text))
                .withMessage(
                        "Invalid LibraryLocatorV2 \"...%s:%s...\": expected the end at index 206, found ':'",
                        "b".repeat(40), "c".repeat(39));
        String end = "lib:a:" + "b".repeat(73) + ":";
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> LibraryLocatorV2.parse(end))
                .withMessage("Invalid LibraryLocatorV2 \"%s\": expected the end at index 79, found ':'", end);
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> LibraryLocatorV2.parse(end + ":"))
                .withMessage("Invalid LibraryLocatorV2 \"%s...\": expected the end at index 79, found ':'", end);
        String later = "lib:a:" + "b".repeat(74) + ":";
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(() -> LibraryLocatorV2.parse(later))
                .withMessage(
                        "Invalid LibraryLocatorV2 \"...%s:\": expected the end at index 80, found ':'", "b".repeat(40));
    }

    @Test
    void partsThatAreWrongAreNamed() {
        UsageKey block = UsageKey.of(DEMO, "html", "b:");
        LibraryLocatorV2 library = new LibraryLocatorV2("o", "s");
        refused(() -> new AsideUsageKey(block, "x", 3), "Invalid AsideUsageKey: expected version 1 or 2, found 3");
        refused(() -> new AsideUsageKey(block, "x", 0), "Invalid AsideUsageKey: expected version 1 or 2, found 0");
        String unfit = "Invalid AsideUsageKey: version 1 cannot hold a block whose key has :: or ends with :";
        refused(() -> new AsideUsageKey(block, "x", 1), unfit);
        refused(() -> new AsideUsageKey(UsageKey.of(DEMO, "html", "a::b"), "x", 1), unfit);
        refused(
                () -> new CCXLocator(LibraryLocator.of("a", "b"), "1"),
                "Invalid CCXLocator: expected a course-v1 key as master course");
        refused(
                () -> new CCXLocator(CourseKey.parse("a/b/c"), "1"),
                "Invalid CCXLocator: expected a course-v1 key as master course");
        refused(
                () -> new CCXLocator(DEMO, "1x"),
                "Invalid CCXLocator with ccx \"1x\": expected digits at index 1, found 'x'");
        refused(
                () -> new LibraryLocator("a", null, null, null),
                "Invalid LibraryLocator: neither org and library nor a version");
        refused(
                () -> new LibraryLocator(null, "b", null, null),
                "Invalid LibraryLocator: neither org and library nor a version");
        refused(
                () -> new LibraryLocator(null, null, null, "5196"),
                "Invalid LibraryLocator with version \"5196\": expected 24 hexadecimal digits at index 0, found '5'");
        refused(
                () -> new LibraryLocator("a", "b", "c d", null),
                "Invalid LibraryLocator with branch \"c d\": expected letters, digits and _-~.: at index 1, found ' '");
        refused(
                () -> new LibraryLocator("a b", "c", null, null),
                "Invalid LibraryLocator with org \"a b\": expected letters, digits and _-~.: at index 1, found ' '");
        refused(
                () -> new LibraryLocator("a", "b c", null, null),
                "Invalid LibraryLocator with library \"b c\": expected letters, digits and _-~.: at index 1, found ' '");
        refused(
                () -> new LibraryLocator(null, null, null, "\u00e9".repeat(24)),
                "Invalid LibraryLocator with version \"" + "\u00e9".repeat(24)
                        + "\": expected lower-case hexadecimal digits at index 0, found '\u00e9'");
        refused(
                () -> CCXLocator.parse("ccx-v1:a+b+c+version@" + "\u00e9".repeat(24) + "+ccx@1"),
                "Invalid CCXLocator \"ccx-v1:a+b+c+version@" + "\u00e9".repeat(24)
                        + "+ccx@1\": expected version: hexadecimal digits at index 21, found '\u00e9'");
        refused(
                () -> LibraryLocator.of("", "b"),
                "Invalid LibraryLocator with org \"\": expected letters, digits and _-~.: at index 0, found the end");
        refused(
                () -> LibraryLocator.of("a", "%"),
                "Invalid LibraryLocator with library \"%\": expected letters, digits and _-~.: at index 0, found '%'");
        refused(
                () -> new LibraryLocatorV2("o", "\u00e4 "),
                "Invalid LibraryLocatorV2 with slug \"\u00e4 \": expected letters, digits and _-. at index 1, found ' '");
        refused(
                () -> new LibraryUsageLocatorV2(library, "\u00e4", "b"),
                "Invalid LibraryUsageLocatorV2 with blockType \"\u00e4\": expected ASCII letters, digits and _-. at"
                        + " index 0, found '\u00e4'");
        refused(
                () -> new LibraryUsageLocatorV2(library, "t", ":"),
                "Invalid LibraryUsageLocatorV2 with blockId \":\": expected letters, digits and _-. at index 0, found ':'");
        refused(
                () -> new LibraryCollectionLocator(library, ":"),
                "Invalid LibraryCollectionLocator with collectionId \":\": expected letters, digits and _-. at index 0,"
                        + " found ':'");
        refused(
                () -> new LibraryContainerLocator(library, ":", "c"),
                "Invalid LibraryContainerLocator with containerType \":\": expected ASCII letters, digits and _-. at"
                        + " index 0, found ':'");
        refused(
                () -> new LibraryContainerLocator(library, "t", ":"),
                "Invalid LibraryContainerLocator with containerId \":\": expected letters, digits and _-. at index 0,"
                        + " found ':'");
        refused(
                () -> UsageKey.of(DEMO, "%", "b"),
                "Invalid UsageKey with blockType \"%\": expected letters, digits and _-~.: at index 0, found '%'");
        refused(
                () -> UsageKey.of(DEMO, "t", "%"),
                "Invalid UsageKey with blockId \"%\": expected letters, digits and _-~.: at index 0, found '%'");
        refused(
                () -> UsageKey.of(CourseKey.parse("a/b/c"), "/", "b"),
                "Invalid UsageKey with blockType \"/\": expected anything but a slash at index 0, found '/'");
        refused(
                () -> UsageKey.of(CourseKey.parse("a/b/c"), "t", "/"),
                "Invalid UsageKey with blockId \"/\": expected letters, digits and _-~.:% at index 0, found '/'");
    }

    /** Whoever sends serialized keys can leave out what their texts cannot. */
    @Test
    void serializedKeysWithoutTheirPartsAreRefused() throws IOException {
        for (String part : new String[] {"a1", "b2", "c3"}) {
            assertThatExceptionOfType(InvalidObjectException.class)
                    .isThrownBy(() -> deserializeWithout(CourseKey.parse("course-v1:a1+b2+c3"), part))
                    .withMessageContaining("neither org, course and run nor a version");
            if (!part.equals("c3")) {
                assertThatExceptionOfType(InvalidObjectException.class)
                        .isThrownBy(() -> deserializeWithout(CourseKey.parse("a1/b2/c3"), part))
                        .withMessageContaining("neither org, course and run nor a version");
            }
        }
        for (String part : new String[] {"o1", "s2"}) {
            assertThatExceptionOfType(InvalidObjectException.class)
                    .isThrownBy(() -> deserializeWithout(new LibraryLocatorV2("o1", "s2"), part));
        }
    }

    @Test
    void serializedKeysAreCheckedAsTheirTextsAre() throws IOException {
        String version = "519665f6223ebd6980884f2b";
        OpaqueKey key = CourseKey.parse("course-v1:a1+b2+c3+branch@d4+version@" + version);
        for (String part : new String[] {"a1", "b2", "c3", "d4", version}) {
            assertThatExceptionOfType(InvalidObjectException.class)
                    .isThrownBy(() -> deserializeWith(key, part, "%" + part.substring(1)))
                    .withMessageStartingWith("Invalid CourseKey with ");
        }
        for (String part : new String[] {"a1", "b2", "c3"}) {
            assertThatExceptionOfType(InvalidObjectException.class)
                    .isThrownBy(() -> deserializeWith(CourseKey.parse("a1/b2/c3"), part, "/1"))
                    .withMessageStartingWith("Invalid CourseKey with ");
        }
    }

    @Test
    void oldKeysMayHaveWhatNewOnesMayNot() {
        UsageKey key = UsageKey.parse("i4x://a%/b%/\u00fc+c/d%@e%");
        assertThat(key).hasToString("i4x://a%/b%/\u00fc+c/d%@e%");
        assertThat(key.blockType()).isEqualTo("\u00fc+c");
        assertThat(key.courseKey()).extracting(CourseKey::branch).isEqualTo("e%");
    }

    private static Object deserializeWith(OpaqueKey key, String part, String other)
            throws IOException, ClassNotFoundException {
        return deserializeChanged(key, part, written(other));
    }

    private static Object deserializeWithout(OpaqueKey key, String part) throws IOException, ClassNotFoundException {
        return deserializeChanged(key, part, "p");
    }

    private static Object deserializeChanged(OpaqueKey key, String part, String replacement)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(key);
        }
        String text = bytes.toString(StandardCharsets.ISO_8859_1);
        assertThat(text).contains(written(part));
        byte[] changed = text.replace(written(part), replacement).getBytes(StandardCharsets.ISO_8859_1);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(changed))) {
            return in.readObject();
        }
    }

    /** As Java writes a short text. */
    private static String written(String part) {
        return "t\0" + (char) part.length() + part;
    }

    private static void refused(Runnable key, String message) {
        assertThatExceptionOfType(InvalidKeyException.class)
                .isThrownBy(key::run)
                .withMessage(message);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for all keys and all texts. */
class KeyPropertiesTests {

    private static final List<String> TOKENS = List.of(
            "course-v1:",
            "slashes:",
            "ccx-v1:",
            "library-v1:",
            "lib:",
            "block-v1:",
            "ccx-block-v1:",
            "lib-block-v1:",
            "location:",
            "i4x://",
            "aside-usage-v1:",
            "aside-usage-v2:",
            "lb:",
            "lct:",
            "lib-collection:",
            "+",
            "/",
            ":",
            "::",
            "$",
            "$:",
            "@",
            "branch@",
            "version@",
            "ccx@",
            "type@",
            "block@",
            "CCX@",
            "519665f6223ebd6980884f2b",
            "a",
            "edX",
            "1",
            "-",
            "~",
            "%",
            " ",
            "\n",
            "\0",
            "\u0663",
            "\u0301",
            "\u00fc",
            "\ud840\udc00",
            "\ud800",
            "\udc00");

    @Property(tries = 4000)
    void everyKeyIsReadBackFromItsText(@ForAll("keys") OpaqueKey key) {
        assertThat(Parsers.of(typeOf(key)).apply(key.toString())).isEqualTo(key).hasSameHashCodeAs(key);
    }

    @Property(tries = 4000)
    void whatIsAcceptedHasACanonicalText(@ForAll("texts") String text) {
        for (Function<String, ? extends OpaqueKey> parser : Parsers.ALL.values()) {
            OpaqueKey key = parseOrNull(parser, text);
            if (key != null) {
                assertThat(parser.apply(key.toString())).hasToString(key.toString());
            }
        }
    }

    @Property(tries = 4000)
    void onlyTheDeclaredExceptionComesOutOfChangedKeys(
            @ForAll("keys") OpaqueKey key, @ForAll("texts") String inserted, @ForAll int at) {
        String text = key.toString();
        int index = Math.floorMod(at, text.length() + 1);
        String rest = text.substring(index);
        assertThatAllAnswer(text.substring(0, index) + inserted + rest);
        assertThatAllAnswer(text.substring(0, index) + rest.substring(Math.min(1, rest.length())));
    }

    @Property(tries = 4000)
    void onlyTheDeclaredExceptionComesOutOfAnyText(@ForAll String text) {
        assertThatAllAnswer(text);
    }

    @Property(tries = 2000)
    void orderIsTotalAndConsistentWithEquals(
            @ForAll("readKeys") OpaqueKey a, @ForAll("readKeys") OpaqueKey b, @ForAll("readKeys") OpaqueKey c) {
        assertThat(a.compareTo(b) == 0).isEqualTo(a.equals(b));
        assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
        List<OpaqueKey> sorted = new ArrayList<>(List.of(a, b, c));
        sorted.sort(null);
        assertThat(sorted.get(0)).isLessThanOrEqualTo(sorted.get(2));
        assertThat(a).isEqualByComparingTo(a);
    }

    private static void assertThatAllAnswer(String text) {
        Parsers.ALL.values().forEach(parser -> parseOrNull(parser, text));
    }

    private static @Nullable OpaqueKey parseOrNull(Function<String, ? extends OpaqueKey> parser, String text) {
        try {
            return parser.apply(text);
        } catch (InvalidKeyException ex) {
            assertThat(ex.getMessage())
                    .startsWith("Invalid ")
                    .doesNotContainPattern("\\p{Cntrl}")
                    .hasSizeLessThan(1200);
            return null;
        }
    }

    private static String typeOf(OpaqueKey key) {
        if (key instanceof CourseKey) {
            return "CourseKey";
        }
        return key instanceof UsageKey ? "UsageKey" : key.getClass().getSimpleName();
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(TOKENS).list().ofMaxSize(12).map(tokens -> String.join("", tokens));
    }

    /** Few and short keys, so that equal ones and ones with equal texts meet. */
    @Provide
    Arbitrary<OpaqueKey> readKeys() {
        String version = "version@519665f6223ebd6980884f2b";
        return Arbitraries.of(
                        "course-v1:a+b+c",
                        "slashes:a+b+c",
                        "course-v1:a+b+" + version,
                        "course-v1:b+b+" + version,
                        "course-v1:" + version,
                        "course-v1:branch@d+" + version,
                        "a/b/c",
                        "a/b/",
                        "library-v1:a+b",
                        "ccx-v1:a+b+c+ccx@1",
                        "ccx-v1:a+b+" + version + "+ccx@1",
                        "ccx-v1:" + version + "+ccx@1",
                        "lib:a:b")
                .map(text -> (OpaqueKey) LearningContextKey.parse(text))
                .flatMap(context -> Arbitraries.of(
                                "block-v1:a+b+c+block@x",
                                "block-v1:a+b+c+type@None+block@x",
                                "i4x://a/b/c/d",
                                "lb:a:b:c:d",
                                "block-v1:a+b+" + version + "+block@x",
                                "block-v1:" + version + "+block@x")
                        .map(text -> (OpaqueKey) UsageKey.parse(text))
                        .flatMap(usage -> Arbitraries.of(context, usage, AsideUsageKey.of((UsageKey) usage, "a"))));
    }

    @Provide
    Arbitrary<OpaqueKey> keys() {
        return Arbitraries.oneOf(courses(), usages(), libraries(), inLibraries());
    }

    private static Arbitrary<OpaqueKey> courses() {
        return Arbitraries.oneOf(modernCourses(), oldCourses(), customCourses(), legacyLibraries());
    }

    private static Arbitrary<OpaqueKey> modernCourses() {
        return Combinators.combine(
                        ids(), ids(), ids(), ids().injectNull(0.7), versions().injectNull(0.7))
                .as((org, course, run, branch, version) -> new CourseLocator(org, course, run, branch, version, false));
    }

    private static Arbitrary<OpaqueKey> oldCourses() {
        Arbitrary<String> parts = of("-.%");
        return Combinators.combine(parts, parts, Arbitraries.oneOf(parts, Arbitraries.just("")))
                .as((org, course, run) -> new CourseLocator(org, course, run, null, null, true));
    }

    private static Arbitrary<OpaqueKey> customCourses() {
        return Combinators.combine(modernCourses(), Arbitraries.of("1", "12", "00", "\u0663"))
                .as((course, ccx) -> new CCXLocator((CourseKey) course, ccx));
    }

    private static Arbitrary<OpaqueKey> legacyLibraries() {
        return Combinators.combine(
                        ids(), ids(), ids().injectNull(0.7), versions().injectNull(0.7))
                .as(LibraryLocator::new);
    }

    private static Arbitrary<OpaqueKey> libraries() {
        return Combinators.combine(asciiSlugs(), of("-.")).as(LibraryLocatorV2::new);
    }

    private static Arbitrary<OpaqueKey> inLibraries() {
        return Combinators.combine(libraries(), asciiSlugs(), of("-."), Arbitraries.of(1, 2, 3))
                .as((library, type, id, kind) -> switch (kind) {
                    case 1 -> new LibraryUsageLocatorV2((LibraryLocatorV2) library, type, id);
                    case 2 -> new LibraryContainerLocator((LibraryLocatorV2) library, type, id);
                    default -> new LibraryCollectionLocator((LibraryLocatorV2) library, id);
                });
    }

    private static Arbitrary<OpaqueKey> usages() {
        Arbitrary<OpaqueKey> courses = Arbitraries.oneOf(modernCourses(), customCourses(), legacyLibraries());
        Arbitrary<UsageKey> blocks = Combinators.combine(courses, ids(), ids())
                .as((course, type, id) -> UsageKey.of((CourseKey) course, type, id));
        return Arbitraries.oneOf(
                blocks.map(key -> key), asides(blocks), asides(asides(blocks).map(key -> (UsageKey) key)));
    }

    private static Arbitrary<OpaqueKey> asides(Arbitrary<UsageKey> blocks) {
        Arbitrary<String> types = Arbitraries.strings().withChars("a$:").ofMaxLength(6);
        return Combinators.combine(blocks, types, Arbitraries.of(1, 2)).as((block, type, version) -> {
            boolean ambiguous =
                    block.toString().contains("::") || block.toString().endsWith(":");
            return new AsideUsageKey(block, type, ambiguous ? 2 : version);
        });
    }

    private static Arbitrary<String> ids() {
        return of("-~.:");
    }

    private static Arbitrary<String> of(String punctuation) {
        return Arbitraries.strings()
                .withChars("aZ09_" + punctuation)
                .withChars('\u00fc', '\u5bf8', '\u00b2', '\u0e44')
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    private static Arbitrary<String> asciiSlugs() {
        return Arbitraries.strings().withChars("aZ09_-.").ofMinLength(1).ofMaxLength(8);
    }

    private static Arbitrary<String> versions() {
        return Arbitraries.strings().withChars("0123456789abcdef").ofLength(24);
    }
}

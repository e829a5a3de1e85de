/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class PrintableTests {

    /** What begins a line, moves the cursor, turns text around, hides, looks like a space, or is no character. */
    private static final String NOT_PRINTABLE = "\0\t\n\u000b\f\r\u001b\u007f\u0085\u009b\u00a0\u00ad\u034f\u061c\u115f"
            + "\u17b4\u180b\u180e\u2003\u200b\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u202f\u2060\u2066\u2069\u2800"
            + "\u3000\u3164\ufe0f\ufeff\uffa0\ufff9\uffff\ue000\udbff\ud800\udc00\u0378";

    @Property
    void nothingThatCannotBePrintedGetsThrough(@ForAll("hostile") String text) {
        assertThat(Printable.of(text).codePoints()).allMatch(PrintableTests::isHarmless);
    }

    @Property
    void whatIsPrintableStaysAsItIs(@ForAll("printable") String text) {
        assertThat(Printable.of(text)).isEqualTo(text);
    }

    @Property
    void escapingTwiceIsEscapingOnce(@ForAll("hostile") String text) {
        String once = Printable.of(text, Integer.MAX_VALUE);
        assertThat(Printable.of(once, Integer.MAX_VALUE)).isEqualTo(once);
    }

    @Property
    void itIsCutAtTheLimitAndNotWithinACharacter(
            @ForAll("hostile") String text, @ForAll @IntRange(max = 20) int limit) {
        String shown = Printable.of(text, limit);
        if (text.length() <= limit) {
            assertThat(shown).isEqualTo(Printable.of(text, Integer.MAX_VALUE));
        } else {
            String kept = text.substring(0, limit);
            boolean half = text.codePointCount(0, limit) + text.codePointCount(limit, text.length())
                    > text.codePointCount(0, text.length());
            assertThat(shown)
                    .isEqualTo(Printable.of(half ? kept.substring(0, limit - 1) : kept) + "...")
                    .hasSizeLessThanOrEqualTo(6 * limit + 3);
        }
    }

    @Property
    void everyCharacterThatIsEscapedCanBeReadBack(@ForAll("hostile") String text) {
        StringBuilder read = new StringBuilder();
        String shown = Printable.of(text, Integer.MAX_VALUE);
        for (int i = 0; i < shown.length(); i++) {
            if (shown.startsWith("\\u", i)) {
                read.append((char) Integer.parseInt(shown.substring(i + 2, i + 6), 16));
                i += 5;
            } else {
                read.append(shown.charAt(i));
            }
        }
        assertThat(read).hasToString(text);
    }

    @Example
    void everyCharacterOfTheWorstKindsIsEscaped() {
        NOT_PRINTABLE
                .chars()
                .forEach(c -> assertThat(Printable.of("a" + (char) c + "b")).isEqualTo("a\\u%04xb".formatted(c)));
    }

    @Example
    void theEdgesOfWhatIsPrintableInAsciiAreKept() {
        assertThat(Printable.of(" !~\u001f\u007f")).isEqualTo(" !~\\u001f\\u007f");
    }

    @Example
    void whatIsBeyondTheBasicPlaneIsEscapedInTwoHalves() {
        assertThat(Printable.of("a\udb40\udc41\udb40\udd00\ud83d\ude00"))
                .isEqualTo("a\\udb40\\udc41\\udb40\\udd00\ud83d\ude00");
    }

    @Example
    void whatHasNothingToSeeIsEscapedAndItsNeighboursAreNot() {
        for (int blank : new int[] {
            0x34f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180c, 0x180d, 0x180f, 0x2800, 0x3164, 0xfe00, 0xfe07,
            0xfe0f, 0xffa0, 0x1d159, 0xe0100, 0xe0177, 0xe01ef
        }) {
            assertThat(Printable.of(Character.toString(blank)))
                    .as(Integer.toHexString(blank))
                    .startsWith("\\u");
        }
        for (int seen : new int[] {
            0x34e, 0x350, 0x115e, 0x1161, 0x17b3, 0x17b6, 0x2801, 0x3163, 0x3165, 0xfe10, 0xffa1, 0x1d158, 0x1d15a
        }) {
            assertThat(Printable.of(Character.toString(seen))).isEqualTo(Character.toString(seen));
        }
    }

    @Example
    void aLimitThatEndsWithinACharacterEndsBeforeIt() {
        String face = "\ud83d\ude00";
        assertThat(Printable.of("a" + face + "b", 2)).isEqualTo("a...");
        assertThat(Printable.of("a" + face + "b", 3)).isEqualTo("a" + face + "...");
        assertThat(Printable.of(face, 1)).isEqualTo("...");
        assertThat(Printable.of("ab", 0)).isEqualTo("...");
        assertThat(Printable.of("", 0)).isEmpty();
        assertThat(Printable.of("a\ud83db", 2)).isEqualTo("a\\ud83d...");
        assertThat(Printable.of("ab\ude00", 2)).isEqualTo("ab...");
    }

    @Example
    void backslashesAndQuotesAreShownAsTheyAre() {
        assertThat(Printable.of("C:\\new \"x\" '")).isEqualTo("C:\\new \"x\" '");
    }

    @Example
    void anythingThatHasATextIsTaken() {
        assertThat(Printable.of(List.of("a\n", 1))).isEqualTo("[a\\u000a, 1]");
        assertThat(Printable.of(null)).isEqualTo("null");
        assertThat(Printable.of(new Object() {
                    @Override
                    @SuppressWarnings({"NullAway", "ToStringReturnsNull"}) // what others do
                    public String toString() {
                        return null;
                    }
                }))
                .isEqualTo("null");
    }

    @Example
    void whatFailsToSayWhatItIsIsShownByItsClass() {
        assertThat(Printable.of(new Mute())).isEqualTo(Mute.class.getName());
    }

    @Example
    void withoutALimitAThousandCharactersAreShown() {
        assertThat(Printable.of("x".repeat(1000))).hasSize(1000);
        assertThat(Printable.of("x".repeat(1001))).isEqualTo("x".repeat(1000) + "...");
        assertThat(Printable.of("\n".repeat(2_000_000))).hasSize(6003);
    }

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.strings()
                .withChars(NOT_PRINTABLE)
                .withChars("ab\"{}%\u00e9\u5bf8\ud83d\ude00\udb40")
                .all()
                .ofMaxLength(30);
    }

    @Provide
    static Arbitrary<String> printable() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("\u00e9\u00df\u05d0\u0e44\u5bf8\uac00\u20ac")
                .ofMaxLength(50);
    }

    static boolean isHarmless(int codePoint) {
        return (codePoint == ' ' || !Character.isSpaceChar(codePoint))
                && !Character.isISOControl(codePoint)
                && !Character.isIdentifierIgnorable(codePoint)
                && Character.isDefined(codePoint)
                && (codePoint > Character.MAX_VALUE || NOT_PRINTABLE.indexOf(codePoint) < 0);
    }

    private static final class Mute {

        @Override
        public String toString() {
            throw new IllegalStateException("no");
        }
    }
}

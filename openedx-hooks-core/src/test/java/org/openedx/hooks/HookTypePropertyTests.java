/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

class HookTypePropertyTests {

    private static final Pattern GRAMMAR =
            Pattern.compile("[a-z][a-z0-9]*\\.[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*(_[a-z0-9]+)*){3,}\\.v[1-9][0-9]{0,8}");

    @Property
    void aStringEitherIsATypeAndPrintsAsItIsOrIsAnIllegalArgument(@ForAll String value) {
        isTypeOrIllegalArgument(value);
    }

    @Property
    void aStringThatIsNearlyATypeEitherIsOneOrIsAnIllegalArgument(@ForAll("nearlyTypes") String value) {
        isTypeOrIllegalArgument(value);
    }

    @Property
    void thePartsOfATypeJoinedAgainGiveItsName(@ForAll("types") String value) {
        HookType type = HookType.of(value);
        assertThat(String.join(
                        ".",
                        type.reverseDns(),
                        type.subdomain(),
                        type.subject(),
                        type.action(),
                        "v" + type.majorVersion()))
                .isEqualTo(value);
        assertThat(type.reverseDns().split("\\.")).hasSizeGreaterThanOrEqualTo(2);
    }

    @Property
    void typesAreOrderedAndEqualAsTheirNamesAre(@ForAll("types") String one, @ForAll("types") String other) {
        assertThat(Integer.signum(HookType.of(one).compareTo(HookType.of(other))))
                .isEqualTo(Integer.signum(one.compareTo(other)));
        assertThat(HookType.of(one).equals(HookType.of(other))).isEqualTo(one.equals(other));
    }

    @Property
    void aTypeIsWhatFitsTheGrammar(@ForAll("damagedTypes") String value) {
        boolean fits = GRAMMAR.matcher(value).matches();
        boolean type = true;
        try {
            assertThat(new HookType(value)).hasToString(value);
        } catch (IllegalArgumentException ex) {
            type = false;
            assertThat(ex).hasMessageContaining("A valid one is ");
        }
        assertThat(type).isEqualTo(fits);
    }

    private static void isTypeOrIllegalArgument(String value) {
        HookType type;
        try {
            type = HookType.of(value);
        } catch (IllegalArgumentException ex) {
            assertThat(ex)
                    .hasMessageStartingWith("Invalid hook type")
                    .isExactlyInstanceOf(IllegalArgumentException.class);
            return;
        }
        assertThat(type).hasToString(value);
        assertThat(List.of(type.reverseDns(), type.subdomain(), type.subject(), type.action()))
                .noneMatch(String::isEmpty);
        assertThat(type.majorVersion()).isPositive();
    }

    @Provide
    Arbitrary<String> nearlyTypes() {
        return Arbitraries.of(
                        "org",
                        "openedx",
                        "learning",
                        "authz",
                        "course_key",
                        "v1",
                        "v0",
                        "v12",
                        "",
                        "a-b",
                        "A",
                        "_",
                        "ü",
                        "\n")
                .list()
                .ofMaxSize(9)
                .map(segments -> String.join(".", segments));
    }

    @Provide
    Arbitrary<String> damagedTypes() {
        return Combinators.combine(
                        types(),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(
                                "", ".", "_", "__", "._", "-", "A", "z", "0", "9", "v", "\u0661", "\n", "~", "{", "`"))
                .as((type, at, removed, inserted) -> {
                    int start = at % (type.length() + 1);
                    return type.substring(0, start)
                            + inserted
                            + type.substring(Math.min(type.length(), start + removed));
                });
    }

    @Provide
    Arbitrary<String> types() {
        Arbitrary<String> dns =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(6);
        Arbitrary<String> segment =
                Combinators.combine(dns, Arbitraries.of("", "_1", "_b", "2")).as(String::concat);
        Arbitrary<String> subdomain = Arbitraries.oneOf(
                segment, Arbitraries.of("learning", "content_authoring", "analytics", "enterprise", "authz"));
        return Combinators.combine(
                        dns.list().ofSize(2),
                        subdomain,
                        segment.list().ofMinSize(1).ofMaxSize(5),
                        segment,
                        Arbitraries.integers().between(1, 999_999_999))
                .as((reverseDns, domain, subject, action, version) -> String.join(
                        ".", String.join(".", reverseDns), domain, String.join(".", subject), action, "v" + version));
    }
}

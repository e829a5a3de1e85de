/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each claim of the page on security is one test. */
class SecurityPageTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern CLAIM =
            Pattern.compile("(?m)^\\| claim \\| proved by \\|\\n\\|[-|]+\\n((?:\\|.*\\n)+)");

    private static final Pattern PROOF = Pattern.compile("\\| `(\\w+Tests)#(\\w+)` \\|$");

    @ParameterizedTest
    @MethodSource("claims")
    void aClaimIsProvedByATestThatIsThere(String claim) throws IOException {
        assertThat(PROOF.matcher(claim).results()).hasSize(1);
        MatchResult proof = PROOF.matcher(claim).results().findFirst().orElseThrow();
        assertThat(source(proof.group(1)))
                .as(claim)
                .containsPattern(
                        "(?s)@(Test|ParameterizedTest|Property|Example)\\b[^;{}]*?(\\{[^{}]*}[^;{}]*?)*\\bvoid %s\\("
                                .formatted(proof.group(2)));
    }

    @Test
    void noTestProvesTwoClaims() throws IOException {
        assertThat(claims())
                .hasSizeGreaterThan(40)
                .extracting(claim -> claim.substring(claim.lastIndexOf("| `")))
                .doesNotHaveDuplicates();
    }

    static List<String> claims() throws IOException {
        return CLAIM.matcher(Files.readString(ROOT.resolve("docs/security.md")))
                .results()
                .flatMap(table -> table.group(1).lines())
                .toList();
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.endsWith(test + ".java"))
                    .filter(file ->
                            ROOT.relativize(file).toString().replace('\\', '/').contains("src/test/java/"))
                    .map(SecurityPageTests::read)
                    .findFirst()
                    .orElse("");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}

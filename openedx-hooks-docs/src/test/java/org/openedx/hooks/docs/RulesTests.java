/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Each rule that the repository quotes is told on the page of rules, with a test that holds it. */
class RulesTests {

    private static final String PAGE = "docs/rules.md";

    private static final Pattern ID = Pattern.compile("\\b([A-Z]{2,4})-(\\d+)(?: to (?:\\1-)?(\\d+))?\\b");

    /** Prefixes of what looks like a rule and is a standard, a proposal, a product or a negative duration. */
    private static final Set<String> NO_RULES = Set.of("CRC", "ISO", "JDK", "OEP", "PT", "RFC", "SHA", "UTF");

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]+-\\d+) \\| (.+) \\| (.+) \\| (.+) \\|$");

    private static final Pattern TEST = Pattern.compile("`(\\w+)(?:#(\\w+))?`");

    @Test
    void everyRuleThatIsQuotedHasARow() {
        Map<String, Set<String>> quoted = quoted(rows().keySet());
        quoted.keySet().removeAll(rulesForPeople());

        assertThat(quoted).isEmpty();
    }

    @Test
    void noRuleOfTheEventBusIsLeftOut() throws IOException {
        Set<String> told = new TreeSet<>(rows().keySet());
        told.addAll(rulesForPeople());

        try (InputStream list = RulesTests.class.getResourceAsStream("/rules-of-the-event-bus.txt")) {
            String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(told).containsAll(rules(text));
            assertThat(rules(text)).hasSize(59);
        }
    }

    @Test
    void rulesForPeopleAreQuotedByPagesOnly() {
        assertThat(quoted(Set.of()).entrySet())
                .filteredOn(rule -> rulesForPeople().contains(rule.getKey()))
                .allSatisfy(rule -> assertThat(rule.getValue()).allMatch(file -> file.endsWith(".md")))
                .hasSameSizeAs(rulesForPeople());
    }

    /** The rules that stand in any file but the page itself, and where. */
    private static Map<String, Set<String>> quoted(Set<String> known) {
        Map<String, Set<String>> quoted = new TreeMap<>();
        for (Path file : Repository.files(".java", ".md", ".properties", ".json", ".yml", ".html", ".js", ".xml")) {
            String name = Repository.ROOT.relativize(file).toString().replace('\\', '/');
            if (!name.equals(PAGE)) {
                for (String rule : rules(Repository.read(file))) {
                    quoted.computeIfAbsent(rule, none -> new TreeSet<>()).add(name);
                }
            }
        }
        quoted.keySet().removeAll(known);
        return quoted;
    }

    private static Set<String> rulesForPeople() {
        return rules(Repository.read(PAGE).split("## For people", -1)[1]);
    }

    @Test
    void everyRowHasASentenceASourceAndTestsThatAreThere() {
        Map<String, List<String>> tests = tests();

        assertThat(rows()).hasSizeGreaterThan(100).allSatisfy((rule, row) -> {
            assertThat(row.group(2)).as("sentence of %s", rule).endsWith(".").hasSizeGreaterThan(15);
            assertThat(row.group(3)).as("source of %s", rule).isNotBlank();
            assertThat(TEST.matcher(row.group(4)).replaceAll("").replace(",", ""))
                    .as("tests of %s", rule)
                    .isBlank();
            assertThat(TEST.matcher(row.group(4)).results())
                    .as("tests of %s", rule)
                    .isNotEmpty()
                    .allSatisfy(test -> {
                        List<String> sources = tests.getOrDefault(test.group(1), List.of());
                        assertThat(sources).as(test.group(1)).isNotEmpty();
                        if (test.group(2) != null) {
                            assertThat(sources)
                                    .as(test.group())
                                    .anySatisfy(source ->
                                            assertThat(source).containsPattern("\\b" + test.group(2) + "\\b"));
                        }
                    });
        });
    }

    @Test
    void theRowsAreInOrder() {
        Map<String, Integer> last = new HashMap<>();
        for (String rule : rows().keySet()) {
            int dash = rule.indexOf('-');
            int number = Integer.parseInt(rule.substring(dash + 1));

            Integer before = last.put(rule.substring(0, dash), number);

            assertThat(number).as(rule).isGreaterThan(before == null ? 0 : before);
        }
    }

    /** Those of a text; {@code FLT-2 to FLT-4} are three. */
    private static Set<String> rules(String text) {
        Set<String> found = new TreeSet<>();
        Matcher id = ID.matcher(text);
        while (id.find()) {
            if (!NO_RULES.contains(id.group(1))) {
                int first = Integer.parseInt(id.group(2));
                int last = id.group(3) == null ? first : Integer.parseInt(id.group(3));
                for (int number = first; number <= last; number++) {
                    found.add(id.group(1) + "-" + number);
                }
            }
        }
        return found;
    }

    /** What the page has, in its order; no rule twice. */
    private static Map<String, MatchResult> rows() {
        return ROW.matcher(Repository.read(PAGE))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1),
                        row -> row,
                        (one, other) -> {
                            throw new IllegalStateException(one.group(1) + " is there twice");
                        },
                        LinkedHashMap::new));
    }

    /** The sources of the tests by their name, which several may share; brokers share a kit of tests in main code. */
    private static Map<String, List<String>> tests() {
        Map<String, List<String>> tests = new HashMap<>();
        Stream.concat(Repository.files("Tests.java").stream(), Repository.files("Kit.java").stream())
                .forEach(file -> tests.merge(
                        file.getFileName().toString().replace(".java", ""),
                        List.of(Repository.read(file)),
                        (some, more) ->
                                Stream.of(some, more).flatMap(List::stream).toList()));
        return tests;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages of the documentation are found, and lead on. */
class PagesTests {

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    @Test
    void everyPageBeginsWithWhatOneCanDoAfterReadingIt() {
        assertThat(Page.all())
                .filteredOn(page -> page.name().startsWith("docs/"))
                .filteredOn(page -> !page.name().matches("docs/decisions/\\d.*"))
                .hasSizeGreaterThan(15)
                .allSatisfy(page -> assertThat(page.text()
                                .lines()
                                .skip(1)
                                .dropWhile(line -> line.isBlank() || line.startsWith("<!--") || line.endsWith("-->")))
                        .as(page.name())
                        .first()
                        .asString()
                        .startsWith("After reading this page you "));
    }

    @Test
    void theIndexesLeadToEveryPage() {
        Set<Path> reached = Stream.of("docs/README.md", "docs/reference/README.md", "docs/decisions/README.md")
                .map(Page::of)
                .flatMap(page -> links(page).map(link -> target(page, link)))
                .collect(Collectors.toSet());

        assertThat(Page.all())
                .filteredOn(page -> page.name().startsWith("docs/"))
                .map(page -> Repository.ROOT.resolve(page.name()))
                .filteredOn(page -> !page.endsWith("docs/README.md"))
                .allSatisfy(page -> assertThat(reached).contains(page));
    }

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Page page : Page.all()) {
            links(page)
                    .filter(link -> !leadsSomewhere(page, link))
                    .forEach(link -> broken.add(page.name() + ": " + link));
        }

        assertThat(broken).isEmpty();
    }

    /** Those within this repository. */
    private static Stream<String> links(Page page) {
        return LINK.matcher(page.text())
                .results()
                .map((MatchResult link) -> link.group(1))
                .filter(link -> !link.contains("://"));
    }

    private static Path target(Page page, String link) {
        Path here = Repository.ROOT.resolve(page.name());
        String file = link.replaceAll("#.*", "");
        return file.isEmpty() ? here : here.resolveSibling(file).normalize();
    }

    private static boolean leadsSomewhere(Page page, String link) {
        Path target = target(page, link);
        int anchor = link.indexOf('#');
        return Files.exists(target)
                && (anchor < 0
                        || HEADING.matcher(Repository.read(target))
                                .results()
                                .anyMatch(heading -> anchor(heading.group(1)).equals(link.substring(anchor + 1))));
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}

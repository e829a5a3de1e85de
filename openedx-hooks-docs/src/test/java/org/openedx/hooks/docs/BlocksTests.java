/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.docs.Page.Block;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** Each block of code in the documentation says in what language it is, and a test reads all of that language. */
class BlocksTests {

    /** Where the tests of a language are; what is {@code text} is a message or a line of a log. */
    private static final List<String> LANGUAGES = List.of(
            "java", // here
            "json", // here
            "yaml", // ConfigurationTests
            "properties", // ConfigurationTests
            "sh", // CommandsTests
            "console", // CommandsTests, ServiceTests
            "promql", // CommandsTests
            "sql", // OutboxTests of the event bus
            "xml", // DependencyTests
            "kotlin", // DependencyTests
            "imports", // GuideTests of the sample
            "text");

    @Test
    void everyBlockSaysInWhatLanguageItIs() {
        assertThat(Page.all().stream().flatMap(page -> page.blocks().stream()))
                .isNotEmpty()
                .allSatisfy(block ->
                        assertThat(block.language()).as(block.toString()).isIn(LANGUAGES));
    }

    @Test
    void allJavaIsPartOfWhatTheBuildCompiles() {
        List<String> sources = Repository.files(".java").stream()
                .map(Repository::read)
                .map(BlocksTests::withoutSpaceAndRemarks)
                .toList();

        List<Block> blocks = Page.blocksOfAll("java");

        assertThat(blocks).hasSizeGreaterThan(20);
        assertThat(blocks.stream().filter(block -> sources.stream().noneMatch(has(block))))
                .isEmpty();
    }

    /** An ellipsis stands for anything. */
    private static Predicate<String> has(Block block) {
        return Arrays.stream(withoutSpaceAndRemarks(block.text()).split("\\.\\.\\.", -1))
                .map(Pattern::quote)
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(".*?"), code -> Pattern.compile(code).asPredicate()));
    }

    @Test
    void allJsonIsJson() {
        JsonMapper json = JsonMapper.shared();

        for (Block block : Page.blocksOfAll("json")) {
            assertThatCode(() -> json.readTree(block.text()))
                    .as(block.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test // PAY-7
    void everyExampleOfAnEventIsSmall() {
        assertThat(Page.blocksOfAll("json"))
                .filteredOn(block -> block.page().startsWith("docs/reference/"))
                .hasSizeGreaterThan(90)
                .allSatisfy(block -> assertThat(block.text().getBytes(StandardCharsets.UTF_8))
                        .as(block.toString())
                        .hasSizeLessThan(64 * 1024));
    }

    private static String withoutSpaceAndRemarks(String code) {
        return code.replaceAll("(?m)(^|\\s)//.*$", "").replaceAll("\\s+", "");
    }
}

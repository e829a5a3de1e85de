/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name its path in the repository
 * @param text what it says
 */
record Page(String name, String text) {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\w*)\n(.*?)^ *```$");

    /**
     * A block of code.
     *
     * @param page the page that has it
     * @param language the language that the page gives, or an empty text
     * @param text the code
     */
    record Block(String page, String language, String text) {

        /** The page and the beginning: what a failed test shows. */
        @Override
        public String toString() {
            return page + ", " + language + ": " + text.lines().findFirst().orElse("");
        }
    }

    static List<Page> all() {
        return Repository.files(".md").stream().map(Page::of).toList();
    }

    static Page of(String name) {
        return of(Repository.ROOT.resolve(name));
    }

    static Page of(Path file) {
        return new Page(Repository.ROOT.relativize(file).toString().replace('\\', '/'), Repository.read(file));
    }

    List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(name, block.group(1), block.group(2).stripIndent()))
                .toList();
    }

    /** The code of all pages in a language. */
    static List<Block> blocksOfAll(String language) {
        return all().stream()
                .flatMap(page -> page.blocks().stream())
                .filter(block -> block.language().equals(language))
                .toList();
    }

    Stream<String> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text);
    }
}

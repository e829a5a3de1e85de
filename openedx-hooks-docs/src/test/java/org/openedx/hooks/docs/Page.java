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
     * @param language the language that the page gives, or an empty text
     * @param text the code
     */
    record Block(String language, String text) {}

    static List<Page> all() {
        return Repository.files(".md").stream().map(Page::of).toList();
    }

    static Page of(Path file) {
        return new Page(Repository.ROOT.relativize(file).toString().replace('\\', '/'), Repository.read(file));
    }

    List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(block -> new Block(block.group(1), block.group(2)))
                .toList();
    }

    Stream<String> blocks(String language) {
        return blocks().stream()
                .filter(block -> block.language().equals(language))
                .map(Block::text);
    }
}

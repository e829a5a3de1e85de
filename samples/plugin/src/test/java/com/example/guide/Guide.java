/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The guide for authors of plug-ins. */
public final class Guide {

    private static final Path FILE = Path.of("../../docs/plugin-guide.md");

    private Guide() {}

    /** Its code in a language, in order. */
    public static List<String> blocks(String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(read(FILE))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    /** Whether it has a text, whatever the spaces and line ends in it. */
    public static boolean says(String text) {
        return withoutSpace(read(FILE)).contains(withoutSpace(text));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}

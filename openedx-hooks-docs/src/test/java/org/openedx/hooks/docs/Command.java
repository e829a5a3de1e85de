/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.openedx.hooks.docs.Page.Block;

/**
 * A command that a page gives.
 *
 * @param page the page
 * @param text what to type, on one line
 * @param output what the page shows of the output, or an empty text
 */
record Command(String page, String text, String output) {

    /** All commands of all pages in their order: {@code sh} has commands alone, {@code console} their output too. */
    static List<Command> all() {
        return Page.all().stream()
                .flatMap(page -> page.blocks().stream())
                .flatMap(Command::of)
                .toList();
    }

    private static Stream<Command> of(Block block) {
        return switch (block.language()) {
            case "sh" ->
                lines(block.text()).stream()
                        .map(line -> line.replaceAll("\\s+#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .map(line -> new Command(block.page(), line, ""));
            case "console" -> {
                List<Command> commands = new ArrayList<>();
                for (String line : lines(block.text())) {
                    if (line.startsWith("$ ")) {
                        commands.add(new Command(block.page(), line.substring(2), ""));
                    } else {
                        Command last = commands.remove(commands.size() - 1);
                        commands.add(new Command(last.page, last.text, last.output + line + "\n"));
                    }
                }
                yield commands.stream();
            }
            default -> Stream.of();
        };
    }

    /** Those that go on behind a backslash, or in a quotation, are one. */
    private static List<String> lines(String text) {
        return text.replaceAll("\\\\\n\\s*", "").lines().toList();
    }

    /** The settings before the program, as variables of the environment are set. */
    List<String> variables() {
        return words().stream().takeWhile(Command::isVariable).toList();
    }

    /** The program, or an empty text if there are only variables. */
    String program() {
        return words().stream().dropWhile(Command::isVariable).findFirst().orElse("");
    }

    List<String> arguments() {
        return words().stream().dropWhile(Command::isVariable).skip(1).toList();
    }

    /** The command with spaces as a shell sees them; quotation marks stay. */
    private List<String> words() {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quotation = 0;
        for (char c : (text + " ").toCharArray()) {
            if (quotation == 0 && c == ' ') {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
            } else {
                if (quotation == c) {
                    quotation = 0;
                } else if (quotation == 0 && (c == '\'' || c == '"')) {
                    quotation = c;
                }
                word.append(c);
            }
        }
        return words;
    }

    private static boolean isVariable(String word) {
        return word.matches("(?s)[A-Z_0-9]+=.*");
    }

    @Override
    public String toString() {
        return page + ": " + text;
    }
}

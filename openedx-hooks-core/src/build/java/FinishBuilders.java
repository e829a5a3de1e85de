/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finishes the builders that record-builder has generated: they have no {@code toString} that shows what identifies a
 * person, and refuse to build while a number or a boolean is missing that has no default. What is not generated as
 * expected, such as by another version, fails the build.
 */
final class FinishBuilders {

    private static final String FINISHED = "// Finished: shows nothing, and asks for what has no default.\n";

    private static final Pattern TO_STRING =
            Pattern.compile("\n    @Generated\\([^)]*\\)\n    @Override\n    public String toString\\(\\) \\{\n.*\n    }\n");

    private static final Pattern PRIMITIVE =
            Pattern.compile("\n    private (?:boolean|byte|short|int|long|char|float|double) (\\w+);\n");

    public static void main(String[] arguments) throws IOException {
        List<Path> builders;
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            builders = files.filter(file -> file.getFileName().toString().endsWith("Builder.java"))
                    .toList();
        }
        for (Path builder : builders) {
            String source = Files.readString(builder);
            if (!source.startsWith(FINISHED)) {
                String name = builder.getFileName().toString().replace(".java", "");
                Files.writeString(builder, FINISHED + finish(name, source));
            }
        }
    }

    private static String finish(String name, String source) {
        String silent = replace(name, source, TO_STRING, "");
        List<String> primitives = new ArrayList<>();
        Matcher fields = PRIMITIVE.matcher(silent);
        while (fields.find()) {
            primitives.add(fields.group(1));
        }
        return primitives.isEmpty() ? silent : asking(name, silent, primitives);
    }

    private static String asking(String name, String source, List<String> primitives) {
        if (primitives.size() > Integer.SIZE) {
            throw new IllegalStateException(name + " has too many of them");
        }
        String names = primitives.stream().map(each -> '"' + each + '"').collect(Collectors.joining(", "));
        String result = replace(
                name,
                source,
                Pattern.compile("(public class " + name + "(?:<[^{]*>)? \\{\n)"),
                "$1    private int _missing = " + (primitives.size() == Integer.SIZE ? -1 : (1 << primitives.size()) - 1)
                        + ";\n\n");
        result = replace(
                name,
                result,
                Pattern.compile("(    private " + name + "\\([^)]+\\) \\{\n)"),
                "$1        this._missing = 0;\n");
        for (int i = 0; i < primitives.size(); i++) {
            String component = primitives.get(i);
            result = replace(
                    name,
                    result,
                    Pattern.compile("(        this\\." + component + " = " + component + ";\n)(        return this;\n)"),
                    "$1        this._missing &= ~(1 << " + i + ");\n$2");
        }
        return replace(
                name,
                result,
                Pattern.compile("(    public [^(\n]* build\\(\\) \\{\n)"),
                "$1        org.openedx.hooks.Defaults.requireNone(_missing, " + names + ");\n");
    }

    private static String replace(String name, String source, Pattern once, String replacement) {
        Matcher matcher = once.matcher(source);
        if (matcher.results().count() != 1) {
            throw new IllegalStateException(name + " is not generated as expected: " + once);
        }
        return matcher.replaceFirst(replacement);
    }

    private FinishBuilders() {}
}

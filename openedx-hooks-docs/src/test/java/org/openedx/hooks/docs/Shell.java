/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Runs commands as somebody does who types them. */
final class Shell {

    private Shell() {}

    /** Starts a command with the Java of this build. Its output, errors too, goes to the file. */
    static Process run(String command, Path directory, Path output, List<String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("SERVER_PORT", "0");
        for (String variable : variables) {
            int equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", java, (others, first) -> first + ":" + others);
        return builder.start();
    }
}

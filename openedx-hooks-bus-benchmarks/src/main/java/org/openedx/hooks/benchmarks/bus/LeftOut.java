/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.bus;

import java.util.List;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;

/** Leaves out the auto-configurations of whoever has no part in a benchmark. */
public final class LeftOut implements AutoConfigurationImportFilter {

    private static final List<String> ALL =
            List.of("org.openedx.hooks.", "org.springframework.modulith.", "io.namastack.");

    private static volatile String participant = "";

    /** Who alone, of the hooks and their peers, is to be configured in the next application: a package. */
    static void allBut(String wanted) {
        participant = wanted;
    }

    @Override
    public boolean[] match(String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
        boolean[] matches = new boolean[autoConfigurationClasses.length];
        for (int i = 0; i < matches.length; i++) {
            String name = autoConfigurationClasses[i];
            matches[i] =
                    name == null || name.startsWith(participant) || ALL.stream().noneMatch(name::startsWith);
        }
        return matches;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;
import java.util.stream.Collectors;

/** Lists in messages. */
final class Lines {

    private Lines() {}

    /** Each on its own line, also the first. */
    static String of(List<?> items) {
        return items.isEmpty()
                ? " none"
                : items.stream().map(item -> "%n  ".formatted() + item).collect(Collectors.joining());
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

/** Shows texts from outside in messages. */
final class Excerpt {

    private Excerpt() {}

    /** The first characters, with everything escaped that could disturb a log. */
    static String of(String text, int maximum) {
        StringBuilder excerpt = new StringBuilder();
        for (int i = 0; i < Math.min(maximum, text.length()); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                excerpt.append("\\u%04x".formatted((int) c));
            } else {
                excerpt.append(c);
            }
        }
        return text.length() > maximum ? excerpt + "..." : excerpt.toString();
    }
}

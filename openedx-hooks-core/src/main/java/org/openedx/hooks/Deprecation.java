/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import org.jspecify.annotations.Nullable;

/**
 * That and how a hook is deprecated; read from {@link DeprecatedHook}.
 *
 * @param since the version of the defining library that deprecated it
 * @param replacedBy the hook to use instead, {@literal null} if there is none
 * @param removedIn the version that will no longer have it, {@literal null} if not decided
 * @since 0.1.0
 */
public record Deprecation(
        String since,
        @Nullable HookType replacedBy,
        @Nullable String removedIn) {

    static @Nullable Deprecation of(Class<?> hookClass) {
        DeprecatedHook annotation = hookClass.getAnnotation(DeprecatedHook.class);
        if (annotation == null) {
            return null;
        }
        String replacedBy = annotation.replacedBy();
        String removedIn = annotation.removedIn();
        return new Deprecation(
                annotation.since(),
                replacedBy.isEmpty() ? null : HookType.of(replacedBy),
                removedIn.isEmpty() ? null : removedIn);
    }

    /** For people: since when, what to use instead, until when. */
    @Override
    public String toString() {
        return Printable.of("deprecated since " + since
                + (replacedBy == null ? "" : ", replaced by " + replacedBy)
                + (removedIn == null ? "" : ", to be removed in " + removedIn));
    }
}

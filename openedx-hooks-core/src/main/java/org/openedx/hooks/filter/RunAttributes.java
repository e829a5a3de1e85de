/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookRecursionException;

/** The attributes of the run that is under way on a thread, made when a step asks for them. */
final class RunAttributes {

    private static final ThreadLocal<RunAttributes> OF_THREAD = ThreadLocal.withInitial(RunAttributes::new);

    /** How many filters may run inside each other on a thread: more than anybody needs, less than a stack holds. */
    private static final int MAX_DEPTH = 32;

    private int depth;

    /** How many runs were too many since the outermost began: where every step asks for several, they never end. */
    private int refused;

    private @Nullable Map<String, Object> attributes;

    static RunAttributes ofThread() {
        return OF_THREAD.get();
    }

    /** Begins a run inside of the one that is under way, if any, whose attributes must be given to {@link #end}. */
    @Nullable
    Map<String, Object> begin(OpenEdxPublicFilter<?> filter) {
        if (depth >= MAX_DEPTH || refused >= MAX_DEPTH) {
            refused++;
            throw new HookRecursionException(
                    "More than %d filters run inside each other on this thread, the last would be %s: does a step run the filter that runs the step?"
                            .formatted(MAX_DEPTH, filter));
        }
        Map<String, Object> outer = attributes;
        attributes = null;
        depth++;
        return outer;
    }

    void end(@Nullable Map<String, Object> outer) {
        attributes = outer;
        depth--;
        if (depth == 0 && refused > 0) {
            refused = 0;
        }
    }

    Map<String, Object> get() {
        if (depth == 0) {
            throw new IllegalStateException(
                    "No pipeline runs on this thread: attributes can be used by the thread that runs the step only");
        }
        Map<String, Object> current = attributes;
        if (current == null) {
            current = new HashMap<>();
            attributes = current;
        }
        return current;
    }
}

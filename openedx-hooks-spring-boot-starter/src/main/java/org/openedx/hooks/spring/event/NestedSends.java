/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookRecursionException;
import org.openedx.hooks.event.OpenEdxPublicSignal;

/**
 * The sends that are under way inside each other on a thread. A receiver that sends what it receives, by whatever way,
 * is stopped before the stack overflows.
 *
 * <p>All that a send costs here is a look at the thread and a number: which events are on their way is remembered only
 * near the limit.
 */
final class NestedSends {

    /** How many of the last events the message names. */
    private static final int NAMED = 8;

    private static final ThreadLocal<NestedSends> OF_THREAD = ThreadLocal.withInitial(NestedSends::new);

    private int depth;

    /** How many sends were too many since the outermost began: where several receivers send, they never end. */
    private int refused;

    /** The innermost sends, the last being the innermost. */
    private @Nullable List<OpenEdxPublicSignal<?>> named;

    private String chain = "";

    static NestedSends ofThread() {
        return OF_THREAD.get();
    }

    /**
     * Begins a send, which must be given to {@link #end}.
     *
     * @return whether the event was remembered
     */
    boolean begin(OpenEdxPublicSignal<?> signal, int limit) {
        boolean remember = depth >= limit - NAMED;
        if (remember || refused > 0) {
            watch(signal, limit, remember);
        }
        depth++;
        return remember;
    }

    void end(boolean remembered) {
        depth--;
        if (remembered && named != null) {
            named.remove(named.size() - 1);
        }
        if (depth == 0 && refused > 0) {
            refused = 0;
            chain = "";
        }
    }

    private void watch(OpenEdxPublicSignal<?> signal, int limit, boolean remember) {
        List<OpenEdxPublicSignal<?>> last = named;
        if (last == null) {
            last = new ArrayList<>();
            named = last;
        }
        if (depth >= limit) {
            StringBuilder types = new StringBuilder();
            for (OpenEdxPublicSignal<?> sent : last.subList(Math.max(0, last.size() - NAMED), last.size())) {
                types.append(sent).append(" -> ");
            }
            chain = types.append(signal).toString();
        }
        if (depth >= limit || refused >= limit) {
            refused++;
            throw new HookRecursionException(("Events are sent inside each other more than %d deep on this thread: %s."
                            + " A receiver sends what leads to it again; if all of this is meant, raise"
                            + " openedx.hooks.events.max-depth")
                    .formatted(limit, chain));
        }
        if (remember) {
            last.add(signal);
        }
    }
}

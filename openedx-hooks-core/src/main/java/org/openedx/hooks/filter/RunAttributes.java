/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.util.HashMap;
import java.util.Map;

import org.openedx.hooks.HookKind;
import org.openedx.hooks.NestedHooks;

/** The attributes of the run that is under way on a thread, made when a step asks for them. */
final class RunAttributes {

    private RunAttributes() {}

    static Map<String, Object> ofThread() {
        NestedHooks thread = NestedHooks.ofThread();
        if (!thread.isRunning(HookKind.FILTER)) {
            throw new IllegalStateException(
                    "No pipeline runs on this thread: attributes can be used by the thread that runs the step only");
        }
        Map<String, Object> attributes = thread.attributes();
        if (attributes == null) {
            attributes = new HashMap<>();
            thread.attributes(attributes);
        }
        return attributes;
    }
}

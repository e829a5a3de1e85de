/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which hooks are switched on (PUR-7, SND-10). The initial state comes from prefixes of hook types, where the longest
 * match wins and a hook that no prefix matches is on; from then on each hook can be switched by itself.
 *
 * <p>Thread-safe. A change is seen by the next run of the hook.
 *
 * @since 0.1.0
 */
public final class HookSwitches {

    private static final String ALL = "all";

    private final Map<String, Boolean> prefixes;

    private final Map<HookType, Switch> switches = new ConcurrentHashMap<>();

    /**
     * Starts from prefixes.
     *
     * @param prefixes on or off by whole leading segments of a hook type, such as {@code org.openedx.learning};
     *     {@code all} is the default for what no prefix matches
     */
    public HookSwitches(Map<String, Boolean> prefixes) {
        this.prefixes = Map.copyOf(prefixes);
    }

    /**
     * The switch of one hook; the same object at every call, so that callers can keep it.
     *
     * @param type which hook
     * @return its switch, never {@literal null}
     */
    public Switch of(HookType type) {
        return switches.computeIfAbsent(type, t -> new Switch(initially(t.value())));
    }

    private boolean initially(String type) {
        for (String prefix = type; !prefix.isEmpty(); ) {
            Boolean on = prefixes.get(prefix);
            if (on != null) {
                return on;
            }
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
        }
        return prefixes.getOrDefault(ALL, true);
    }

    /**
     * The switch of one hook.
     *
     * @since 0.1.0
     */
    public static final class Switch {

        private volatile boolean on;

        private Switch(boolean on) {
            this.on = on;
        }

        /**
         * Whether the hook runs.
         *
         * @return {@literal false} if sending the event or running the filter does nothing
         */
        public boolean isOn() {
            return on;
        }

        /**
         * Switches the hook for all runs that begin from now on.
         *
         * @param on whether it shall run
         */
        public void set(boolean on) {
            this.on = on;
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Which hooks are switched on (PUR-7, SND-10). Prefixes of hook types decide, where the longest match wins and a hook
 * that no prefix matches is on, unless a hook was switched by hand.
 *
 * <p>Thread-safe. A change is seen by the next run of the hook.
 *
 * @since 0.1.0
 */
public final class HookSwitches {

    private static final String ALL = "all";

    private Map<String, Boolean> prefixes;

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
        Switch known = switches.get(type);
        return known != null ? known : add(type);
    }

    /**
     * Takes other prefixes from now on. Hooks that were switched by hand stay as they are.
     *
     * @param prefixes replace those there were; see {@link #HookSwitches(Map)}
     */
    public synchronized void configure(Map<String, Boolean> prefixes) {
        this.prefixes = Map.copyOf(prefixes);
        switches.values().forEach(Switch::update);
    }

    private synchronized Switch add(HookType type) {
        return switches.computeIfAbsent(type, t -> new Switch(this, t.value()));
    }

    private boolean configured(String type) {
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

        private final HookSwitches switches;

        private final String type;

        private volatile boolean on;

        private volatile @Nullable Boolean byHand;

        private Switch(HookSwitches switches, String type) {
            this.switches = switches;
            this.type = type;
            this.on = switches.configured(type);
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
         * Whether the hook was switched by hand, so that prefixes do not matter to it.
         *
         * @return {@literal false} if prefixes decide
         */
        public boolean isSetByHand() {
            return byHand != null;
        }

        /**
         * Switches the hook by hand, for all runs that begin from now on.
         *
         * @param on whether it shall run
         */
        public void set(boolean on) {
            switchByHand(on);
        }

        /** Forgets that the hook was switched by hand, for all runs that begin from now on: prefixes decide again. */
        public void reset() {
            switchByHand(null);
        }

        private void switchByHand(@Nullable Boolean on) {
            synchronized (switches) {
                byHand = on;
                update();
            }
        }

        private void update() {
            Boolean set = byHand;
            on = set != null ? set : switches.configured(type);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which hooks are switched on (PUR-7, SND-10). Rules for prefixes of hook types decide, where the longest match wins
 * and a hook that no rule matches is on, unless a hook was switched by hand. What the rules switch off is logged when
 * they are taken.
 *
 * <p>Thread-safe. A change is seen by the next run of the hook.
 *
 * @since 0.1.0
 */
public final class HookSwitches {

    /** The prefix of the rule for hooks that no other rule matches. */
    public static final String ALL = "all";

    private static final Logger log = LoggerFactory.getLogger(HookSwitches.class);

    private Map<String, Rule> rules;

    private final Map<HookType, Switch> switches = new ConcurrentHashMap<>();

    /**
     * Starts from rules.
     *
     * @param rules one for each prefix
     * @throws IllegalArgumentException if two have the same prefix
     */
    public HookSwitches(Collection<Rule> rules) {
        this.rules = byPrefix(rules);
        if (rules.stream().anyMatch(rule -> !rule.on())) {
            this.rules.values().forEach(rule -> log.info("{}", rule));
        }
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
     * The rules that decide now.
     *
     * @return an immutable list, by prefix
     */
    public synchronized List<Rule> rules() {
        return List.copyOf(rules.values());
    }

    /**
     * Takes other rules from now on. Hooks that were switched by hand stay as they are.
     *
     * @param rules replace those there were, one for each prefix
     * @throws IllegalArgumentException if two have the same prefix; nothing has changed
     */
    public synchronized void configure(Collection<Rule> rules) {
        Map<String, Rule> before = this.rules;
        this.rules = byPrefix(rules);
        switches.values().forEach(Switch::update);
        TreeSet<String> prefixes = new TreeSet<>(before.keySet());
        prefixes.addAll(this.rules.keySet());
        prefixes.forEach(prefix -> logChange(before.get(prefix), this.rules.get(prefix)));
    }

    private static void logChange(@Nullable Rule was, @Nullable Rule is) {
        if (is == null) {
            log.info("Nothing switches {} any more", Objects.requireNonNull(was).subject());
        } else if (was == null || was.on() != is.on()) {
            log.info("{}", is);
        }
    }

    private static Map<String, Rule> byPrefix(Collection<Rule> rules) {
        Map<String, Rule> byPrefix = new TreeMap<>();
        for (Rule rule : rules) {
            if (byPrefix.put(rule.prefix(), rule) != null) {
                throw new IllegalArgumentException("Two rules for " + rule.prefix());
            }
        }
        return byPrefix;
    }

    private synchronized Switch add(HookType type) {
        return switches.computeIfAbsent(type, t -> new Switch(this, t.value()));
    }

    private @Nullable Rule rule(String type) {
        for (String prefix = type; !prefix.isEmpty(); ) {
            Rule rule = rules.get(prefix);
            if (rule != null) {
                return rule;
            }
            prefix = prefix.substring(0, Math.max(0, prefix.lastIndexOf('.')));
        }
        return rules.get(ALL);
    }

    /**
     * Says whether hooks are on.
     *
     * @param prefix whole leading segments of hook types, such as {@code org.openedx.learning}; {@value #ALL} for those
     *     that no other rule matches
     * @param on whether they are
     * @param origin who says so, or where it stands, for people
     * @since 0.1.0
     */
    public record Rule(String prefix, boolean on, String origin) {

        /** Refuses {@literal null}. */
        public Rule {
            Objects.requireNonNull(prefix, "prefix");
            Objects.requireNonNull(origin, "origin");
        }

        private String subject() {
            return prefix.equals(ALL) ? "all other hooks" : Printable.of(prefix);
        }

        /** What the rule says, as one sentence without a full stop. */
        @Override
        public String toString() {
            return "%s switches %s %s".formatted(Printable.of(origin), subject(), on ? "on" : "off");
        }
    }

    /**
     * The switch of one hook.
     *
     * @since 0.1.0
     */
    public static final class Switch {

        private static final String APPLICATION = "the application";

        private final HookSwitches switches;

        private final String type;

        private volatile boolean on;

        private volatile @Nullable Rule byHand;

        private volatile @Nullable Rule rule;

        private Switch(HookSwitches switches, String type) {
            this.switches = switches;
            this.type = type;
            this.rule = switches.rule(type);
            this.on = rule == null || rule.on();
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
         * What decided.
         *
         * @return {@literal null} if the hook is on because nothing says otherwise
         */
        public @Nullable Rule decision() {
            return rule;
        }

        /**
         * Whether the hook was switched by hand, so that rules for prefixes do not matter to it.
         *
         * @return {@literal false} if rules decide
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
            set(on, APPLICATION);
        }

        /**
         * Switches the hook by hand, for all runs that begin from now on.
         *
         * @param on whether it shall run
         * @param who whose hand it is, for people
         */
        public void set(boolean on, String who) {
            switchByHand(new Rule(type, on, who));
        }

        /** Forgets that the hook was switched by hand, for all runs that begin from now on: rules decide again. */
        public void reset() {
            switchByHand(null);
        }

        private void switchByHand(@Nullable Rule hand) {
            synchronized (switches) {
                byHand = hand;
                update();
            }
        }

        private void update() {
            Rule decision = byHand != null ? byHand : switches.rule(type);
            rule = decision;
            on = decision == null || decision.on();
        }
    }
}

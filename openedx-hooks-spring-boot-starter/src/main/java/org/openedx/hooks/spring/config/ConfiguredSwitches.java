/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookSwitches.Rule;
import org.openedx.hooks.Printable;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The switches of hooks as an environment has them, {@code openedx.hooks.enabled.<prefix>} (PUR-7). A switch that no
 * hook follows is wrong: who wrote it believes that something is off.
 *
 * @param rules what is right
 * @param problems what is wrong
 * @since 0.1.0
 */
public record ConfiguredSwitches(List<Rule> rules, ConfigurationProblems problems) {

    private static final String ROOT = "openedx.hooks.enabled";

    /** Copies the rules. */
    public ConfiguredSwitches {
        rules = List.copyOf(rules);
    }

    /**
     * Reads all sources of an environment.
     *
     * @param environment has the properties
     * @param types the hooks that there are
     * @return never {@literal null}
     */
    public static ConfiguredSwitches in(ConfigurableEnvironment environment, Collection<String> types) {
        ConfigurationProblems problems = new ConfigurationProblems();
        Collection<String> known = prefixes(types);
        Map<String, ConfigNode> switches = new TreeMap<>();
        HookConfiguration.ofValues(ROOT, "switches", known)
                .read(environment, problems)
                .forEach((prefix, node) -> switches.put(ROOT + "." + prefix, node));
        Settings settings = Settings.of(null, switches, problems);
        List<Rule> rules = new ArrayList<>();
        switches.forEach((name, node) -> {
            String prefix = name.substring(ROOT.length() + 1);
            if (!known.contains(prefix)) {
                problems.add(null, node.origin(), unknown(prefix, known));
            }
            Boolean on = settings.bool(name);
            if (on != null) {
                rules.add(new Rule(prefix, on, node.origin()));
            }
        });
        return new ConfiguredSwitches(rules, problems);
    }

    private static Collection<String> prefixes(Collection<String> types) {
        Collection<String> prefixes = new TreeSet<>();
        prefixes.add(HookSwitches.ALL);
        for (String type : types) {
            for (int end = type.indexOf('.'); end >= 0; end = type.indexOf('.', end + 1)) {
                prefixes.add(type.substring(0, end));
            }
            prefixes.add(type);
        }
        return prefixes;
    }

    /** Worth a list, others are too many. */
    private static Collection<String> subdomains(Collection<String> known) {
        return known.stream()
                .filter(prefix -> prefix.chars().filter(c -> c == '.').count() <= 2)
                .toList();
    }

    private static String unknown(String prefix, Collection<String> known) {
        String name = Printable.of(prefix, 200);
        return known.stream()
                .filter(whole -> whole.startsWith(prefix))
                .findFirst()
                .map(whole ->
                        "a switch is for whole segments of hook types, and \"%s\" ends within one. Did you mean \"%s\"?"
                                .formatted(name, whole))
                .orElseGet(() -> "no hook's type begins with \"%s\". %s"
                        .formatted(
                                name, ConfigurationProblems.suggestion(prefix, known, subdomains(known), "prefixes")));
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookKind;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.HookType;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;

/** The switches and records of one application context, which belong to one test at a time. */
final class HookIsolation {

    private final HookCatalog catalog;

    private final HookSwitches switches;

    private final RecordedHooks hooks;

    private final Lock turn = new ReentrantLock();

    /** Whether a switch was on, by those that were set by hand; {@literal null} for the others. */
    private final Map<HookSwitches.Switch, @Nullable Boolean> before = new HashMap<>();

    HookIsolation(HookCatalog catalog, HookSwitches switches, RecordedHooks hooks) {
        this.catalog = catalog;
        this.switches = switches;
        this.hooks = hooks;
    }

    void begin(OpenEdxHooksTest test, Class<?> testClass) {
        Map<HookType, HookDefinition> known = new TreeMap<>();
        catalog.definitions().forEach(hook -> known.put(hook.type(), hook));
        Set<HookType> enabled = enabled(test, testClass, known);
        turn.lock();
        Set<HookType> disabled = new HashSet<>();
        known.forEach((type, hook) -> {
            HookSwitches.Switch hookSwitch = switches.of(type);
            before.put(hookSwitch, hookSwitch.isSetByHand() ? hookSwitch.isOn() : null);
            if (hook.kind() == HookKind.EVENT) {
                hookSwitch.set(enabled.contains(type));
                if (!enabled.contains(type)) {
                    disabled.add(type);
                }
            }
        });
        hooks.restart(disabled);
    }

    void end() {
        before.forEach((hookSwitch, on) -> {
            if (on == null) {
                hookSwitch.reset();
            } else {
                hookSwitch.set(on);
            }
        });
        before.clear();
        turn.unlock();
    }

    /** Adds the events that only the test knows. */
    private static Set<HookType> enabled(
            OpenEdxHooksTest test, Class<?> testClass, Map<HookType, HookDefinition> known) {
        Set<HookType> enabled = new HashSet<>();
        for (String name : test.enableTypes()) {
            enabled.add(type(name, testClass, known.values()));
        }
        for (Class<? extends OpenEdxEvent> eventClass : test.enable()) {
            if (eventClass.isRecord()) {
                OpenEdxPublicSignal<?> signal = OpenEdxPublicSignal.of(eventClass);
                known.put(signal.type(), signal);
            }
            known.values().stream()
                    .filter(hook -> eventClass.isAssignableFrom(hook.hookClass()))
                    .map(HookDefinition::type)
                    .forEach(enabled::add);
        }
        return enabled;
    }

    private static HookType type(String name, Class<?> testClass, Collection<HookDefinition> known) {
        Map<String, HookType> events = new TreeMap<>();
        known.stream()
                .filter(hook -> hook.kind() == HookKind.EVENT)
                .forEach(hook -> events.put(hook.type().value(), hook.type()));
        HookType type = events.get(name);
        if (type != null) {
            return type;
        }
        throw new IllegalArgumentException(
                "@OpenEdxHooksTest of %s enables \"%s\", which is no event of this application%s"
                        .formatted(
                                testClass.getName(),
                                name,
                                NearestName.to(name, events.keySet())
                                        .map(". Did you mean \"%s\"?"::formatted)
                                        .orElseGet(() -> "; it has " + String.join(", ", events.keySet()))));
    }
}

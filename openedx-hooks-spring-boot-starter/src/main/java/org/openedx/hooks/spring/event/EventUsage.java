/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.openedx.hooks.HookType;

/**
 * Remembers which events this application has sent since it started, and which of them nobody in it has heard (PUR-6).
 * Thread-safe.
 *
 * @since 0.1.0
 */
public final class EventUsage {

    private final Map<HookType, Use> uses = new ConcurrentHashMap<>();

    /** No event has been sent yet. */
    public EventUsage() {}

    /**
     * Whether an event has been sent at least once.
     *
     * @param type which event
     * @return {@literal false} also if it was switched off whenever it would have been sent
     */
    public boolean isSent(HookType type) {
        Use use = uses.get(type);
        return use != null && use.sent;
    }

    /**
     * The events that were sent at least once with nobody to take them: no receiver, no other listener, or only
     * transactional receivers and no transaction.
     *
     * @return an immutable list in the order of the types
     */
    public List<HookType> unheard() {
        return uses.entrySet().stream()
                .filter(use -> use.getValue().unheard)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    Use of(HookType type) {
        return uses.computeIfAbsent(type, t -> new Use());
    }

    /** What has become of one event. A send that finds its mark already there only reads it. */
    static final class Use {

        private volatile boolean sent;

        private volatile boolean unheard;

        void markSent() {
            if (!sent) {
                sent = true;
            }
        }

        void markUnheard() {
            if (!unheard) {
                unheard = true;
            }
        }
    }
}

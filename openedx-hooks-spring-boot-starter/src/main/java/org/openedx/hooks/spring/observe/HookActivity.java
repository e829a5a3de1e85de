/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.observe;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.HookType;

/**
 * Remembers the last failure of each hook and, if asked to, the last runs of all hooks, receivers and steps in the
 * order in which they ended. Thread-safe.
 *
 * @since 0.1.0
 */
public final class HookActivity implements HookObserver.Factory {

    private final Map<HookType, RecordedRun> lastFailures = new ConcurrentHashMap<>();

    private final Deque<RecordedRun> recent = new ArrayDeque<>();

    private final int capacity;

    private final Clock clock;

    private final AtomicLong started = new AtomicLong();

    private long sequence;

    /**
     * Remembers runs.
     *
     * @param capacity how many of the last runs, 0 for none
     */
    public HookActivity(int capacity) {
        this(capacity, Clock.systemUTC());
    }

    HookActivity(int capacity, Clock clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return new Observer(hook, null);
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return new Observer(hook, part);
    }

    /**
     * The last runs, the newest last.
     *
     * @return an immutable list, empty unless the capacity is more than 0
     */
    public List<RecordedRun> recent() {
        synchronized (recent) {
            return List.copyOf(recent);
        }
    }

    /**
     * The last receiver or step of a hook that failed or halted it.
     *
     * @param type which hook
     * @return empty if none has
     */
    public Optional<RecordedRun> lastFailure(HookType type) {
        return Optional.ofNullable(lastFailures.get(type));
    }

    private void ended(
            Observer observer,
            @Nullable Long number,
            @Nullable Long parent,
            HookOutcome outcome,
            long nanos,
            @Nullable Throwable failure) {
        if (capacity == 0 && failure == null) {
            return;
        }
        synchronized (recent) {
            RecordedRun run = new RecordedRun(
                    ++sequence,
                    number,
                    parent,
                    clock.instant(),
                    observer.hook.type(),
                    observer.hook.kind(),
                    observer.part,
                    outcome,
                    nanos,
                    failure == null ? null : failure.getClass().getName());
            if (failure != null && observer.part != null) {
                lastFailures.put(observer.hook.type(), run);
            }
            if (capacity > 0) {
                if (recent.size() == capacity) {
                    recent.removeFirst();
                }
                recent.addLast(run);
            }
        }
    }

    private final class Observer implements HookObserver {

        private final HookDefinition hook;

        private final @Nullable String part;

        Observer(HookDefinition hook, @Nullable String part) {
            this.hook = hook;
            this.part = part;
        }

        @Override
        public boolean isTiming() {
            return capacity > 0;
        }

        @Override
        public HookRun started(@Nullable HookRun parent) {
            return new Run(this, started.incrementAndGet(), parent instanceof Run run ? run.number : null);
        }

        /** What failed before it began, such as a receiver's condition, or was not asked to begin. */
        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            HookActivity.this.ended(
                    this, capacity == 0 ? null : started.incrementAndGet(), null, outcome, nanos, failure);
        }
    }

    /** A run that has a number, so that others can be part of it. */
    private final class Run implements HookRun {

        private final Observer observer;

        private final Long number;

        private final @Nullable Long parent;

        Run(Observer observer, Long number, @Nullable Long parent) {
            this.observer = observer;
            this.number = number;
            this.parent = parent;
        }

        @Override
        public void ended(HookOutcome outcome, long nanos, @Nullable Throwable failure) {
            HookActivity.this.ended(observer, number, parent, outcome, nanos, failure);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.assertj.core.api.AssertProvider;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;

/**
 * The events that were sent and the filters that were run in the application since the test began, on whatever thread;
 * see {@link OpenEdxHooksTest}. AssertJ's {@code assertThat} takes it. Thread-safe.
 *
 * @since 0.1.0
 */
public final class RecordedHooks implements AssertProvider<RecordedHooksAssert> {

    private final Queue<OpenEdxApplicationEvent<?>> sent = new ConcurrentLinkedQueue<>();

    private final Queue<FilterRun<?>> ran = new ConcurrentLinkedQueue<>();

    private volatile Set<HookType> disabled = Set.of();

    RecordedHooks() {}

    /**
     * The events of a class that were sent, in the order in which sending began.
     *
     * @param eventClass the event, or a type that several have in common; {@link OpenEdxEvent} for all
     * @param <E> the event
     * @return an immutable list
     */
    @SuppressWarnings("unchecked")
    public <E extends OpenEdxEvent> List<SentEvent<E>> sent(Class<E> eventClass) {
        return sent.stream()
                .filter(envelope -> eventClass.isInstance(envelope.getPayload()))
                .map(envelope -> SentEvent.of((OpenEdxApplicationEvent<E>) envelope))
                .toList();
    }

    /**
     * The runs of a filter, in the order in which they ended.
     *
     * @param filterClass the filter, or a type that several have in common; {@link OpenEdxFilter} for all
     * @param <F> the filter
     * @return an immutable list
     */
    @SuppressWarnings("unchecked")
    public <F extends OpenEdxFilter> List<FilterRun<F>> ran(Class<F> filterClass) {
        return ran.stream()
                .filter(run -> filterClass.isInstance(run.filter()))
                .map(run -> (FilterRun<F>) run)
                .toList();
    }

    /** Forgets what was sent and run so far, such as what the test needed to prepare. */
    public void clear() {
        sent.clear();
        ran.clear();
    }

    /** For AssertJ: call {@code assertThat(hooks)} instead. */
    @Override
    public RecordedHooksAssert assertThat() {
        return new RecordedHooksAssert(this);
    }

    void add(OpenEdxApplicationEvent<?> envelope) {
        sent.add(envelope);
    }

    void add(FilterRun<?> run) {
        ran.add(run);
    }

    void restart(Set<HookType> disabled) {
        this.disabled = Set.copyOf(disabled);
        clear();
    }

    boolean isDisabled(Class<? extends OpenEdxEvent> eventClass) {
        return eventClass.isRecord()
                && disabled.contains(OpenEdxPublicSignal.of(eventClass).type());
    }
}

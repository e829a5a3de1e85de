/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The hooks that run inside each other on one thread: how deep they are, so that those without end are stopped before
 * the stack overflows, and which run is the innermost, so that a run knows what it is part of. For what runs hooks, not
 * for receivers and steps. To be used on its own thread only.
 *
 * <p>It costs a look at the thread and a number; which hooks are under way is remembered only near the limit.
 *
 * @since 0.1.0
 */
public final class NestedHooks {

    /** How many hooks of one kind may run inside each other: more than anybody needs, less than a stack holds. */
    public static final int DEFAULT_LIMIT = 32;

    /** How many of the last hooks the message names. */
    private static final int NAMED = 8;

    /** What stays with a pooled thread keeps neither objects nor classes of the application. */
    private static final ThreadLocal<@Nullable WeakReference<NestedHooks>> OF_THREAD = new ThreadLocal<>();

    /**
     * The same for some of the threads, by their numbers: whoever finds its own here needs not look it up. A number is
     * only where to look, since a thread may say of itself what it likes.
     */
    private static final @Nullable NestedHooks[] OF_SOME_THREADS = new NestedHooks[64];

    /** It must not outlive what its class loader loads. */
    private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());

    private final Depth events = new Depth();

    private final Depth filters = new Depth();

    /** The innermost hooks, the last being the innermost. */
    private @Nullable List<HookDefinition> named;

    private String chain = "";

    private @Nullable HookRun current;

    private @Nullable Map<String, Object> attributes;

    private NestedHooks() {}

    /**
     * Those of the calling thread.
     *
     * @return never {@literal null}; the same object as long as somebody holds it
     */
    public static NestedHooks ofThread() {
        Thread thread = Thread.currentThread();
        NestedHooks found = OF_SOME_THREADS[place(thread)];
        return found != null && found.thread.refersTo(thread) ? found : lookUp(thread);
    }

    private static NestedHooks lookUp(Thread thread) {
        WeakReference<NestedHooks> known = OF_THREAD.get();
        NestedHooks nested = known == null ? null : known.get();
        return nested == null ? begin(thread) : nested;
    }

    private static NestedHooks begin(Thread thread) {
        NestedHooks nested = new NestedHooks();
        OF_THREAD.set(new WeakReference<>(nested));
        OF_SOME_THREADS[place(thread)] = nested;
        return nested;
    }

    private static int place(Thread thread) {
        return (int) thread.getId() & (OF_SOME_THREADS.length - 1);
    }

    /**
     * Begins a hook inside of the one that is under way, if any. It must be {@linkplain #end ended}, unless this
     * throws.
     *
     * @param hook what begins
     * @param limit how many of its kind may be inside each other
     * @throws HookRecursionException if they would be too many; names the hooks on the way
     */
    public void begin(HookDefinition hook, int limit) {
        Depth depth = of(hook.kind());
        if (depth.now >= limit - NAMED || depth.refused > 0) {
            watch(hook, depth, limit);
        }
        depth.now++;
    }

    /**
     * Ends the hook that began last.
     *
     * @param hook what ends
     * @param limit the same with which it began
     */
    public void end(HookDefinition hook, int limit) {
        Depth depth = of(hook.kind());
        depth.now--;
        if (depth.now >= limit - NAMED && named != null) {
            named.remove(named.size() - 1);
        }
        forgetRefusals(depth);
    }

    /** The outermost run is over: what it was refused is nothing to the next one. */
    private void forgetRefusals(Depth depth) {
        if (depth.now == 0 && depth.refused > 0) {
            depth.refused = 0;
            chain = "";
        }
    }

    private Depth of(HookKind kind) {
        return kind == HookKind.EVENT ? events : filters;
    }

    private void watch(HookDefinition hook, Depth depth, int limit) {
        List<HookDefinition> last = named;
        if (last == null) {
            last = new ArrayList<>();
            named = last;
        }
        if (depth.now >= limit) {
            StringBuilder types = new StringBuilder();
            for (HookDefinition outer : last.subList(Math.max(0, last.size() - NAMED), last.size())) {
                types.append(outer).append(" -> ");
            }
            chain = types.append(hook).toString();
        }
        if (depth.now >= limit || depth.refused >= limit) {
            depth.refused++;
            throw new HookRecursionException((hook.kind() == HookKind.EVENT
                            ? "Events are sent inside each other more than %d deep on this thread: %s. A"
                                    + " receiver sends what leads to it again; if all of this is meant, raise"
                                    + " openedx.hooks.events.max-depth"
                            : "More than %d filters run inside each other on this thread: %s. A step runs the"
                                    + " filter that runs the step; if all of this is meant, raise"
                                    + " openedx.hooks.filters.max-depth")
                    .formatted(limit, chain));
        }
        if (depth.now >= limit - NAMED) {
            last.add(hook);
        }
    }

    /**
     * Whether a hook is under way.
     *
     * @param kind of which kind
     * @return {@literal false} after the last one has ended
     */
    public boolean isRunning(HookKind kind) {
        return of(kind).now > 0;
    }

    /**
     * How many hooks are under way inside each other.
     *
     * @param kind of which kind
     * @return 0 or more
     */
    public int depth(HookKind kind) {
        return of(kind).now;
    }

    /**
     * Counts those of another thread that waits for this one, or no longer does.
     *
     * @param events how many there are more
     * @param filters how many there are more
     */
    public void deepen(int events, int filters) {
        this.events.now += events;
        this.filters.now += filters;
        forgetRefusals(this.events);
        forgetRefusals(this.filters);
    }

    /**
     * The run of the innermost hook, receiver or step that is observed.
     *
     * @return {@literal null} if there is none, or nobody wants to know
     */
    public @Nullable HookRun current() {
        return current;
    }

    /**
     * Begins a run that is part of the {@linkplain #current() current} one, and makes it the current one. Whoever
     * begins one {@linkplain #resume resumes} the outer one when its thread leaves it.
     *
     * @param observer who is told
     * @return who is told of its end
     */
    @SuppressWarnings("ReferenceEquality")
    public HookRun start(HookObserver observer) {
        HookRun run = observer.started(current);
        if (run != observer) {
            current = run;
        }
        return run;
    }

    /**
     * Goes on with a run, on this thread or another than the one on which it began.
     *
     * @param run the run that is current from now on, if any
     */
    @SuppressWarnings("ReferenceEquality")
    public void resume(@Nullable HookRun run) {
        if (current != run) { // mostly it is, and to write a reference costs several times as much as to read it
            current = run;
        }
    }

    /**
     * The attributes of the innermost filter, made by whoever needs them first.
     *
     * @return {@literal null} as long as nobody does
     */
    public @Nullable Map<String, Object> attributes() {
        return attributes;
    }

    /**
     * Replaces the attributes.
     *
     * @param replacement those of the filter that begins or goes on
     * @return what there was before
     */
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Map<String, Object> attributes(@Nullable Map<String, Object> replacement) {
        Map<String, Object> before = attributes;
        if (before != replacement) {
            attributes = replacement;
        }
        return before;
    }

    private static final class Depth {

        private int now;

        /** How many runs were too many since the outermost began: where each begins several, they never end. */
        private int refused;
    }
}

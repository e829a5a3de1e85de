/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.util.ObjectUtils;

/**
 * What a receiver returns is published as what Spring's listeners return: a value, each of several, or what a future or
 * a stream has sooner or later. It is part of the receiver's run.
 */
final class ReturnedEvents {

    private static final boolean STREAMS_PRESENT =
            ClassUtils.isPresent("org.reactivestreams.Publisher", ReturnedEvents.class.getClassLoader());

    private ReturnedEvents() {}

    /** Publishes a result; {@literal null} if that is done, otherwise what tells when it is, or why it cannot be. */
    static @Nullable CompletableFuture<?> publish(@Nullable Object result, ReceiverListener listener) {
        if (result == null) {
            return null;
        }
        HookRun part = NestedHooks.ofThread().current();
        Consumer<Object> publisher = value -> publishInside(part, value, listener);
        if (result instanceof CompletionStage<?> stage) {
            return publishLater(stage, publisher);
        }
        Publisher<?> stream = STREAMS_PRESENT ? Streams.of(result) : null;
        if (stream != null) {
            return Streams.publish(stream, publisher);
        }
        publisher.accept(result);
        return null;
    }

    /** The same for a receiver on another thread, where a future's failure is told, and nobody waits for the end. */
    static void publishElsewhere(@Nullable Object result, ReceiverListener listener, Consumer<Throwable> failed) {
        CompletableFuture<?> done = publish(result, listener);
        if (done != null && result instanceof CompletableFuture<?> future) {
            CompletableFuture<?> unused = done.whenComplete((nothing, ex) -> {
                if (ex != null && !future.isCompletedExceptionally()) {
                    failed.accept(ex);
                }
            });
        }
    }

    private static CompletableFuture<?> publishLater(CompletionStage<?> stage, Consumer<Object> publisher) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        CompletionStage<?> unused = stage.whenComplete((value, failure) -> {
            try {
                if (failure == null && value != null) {
                    publisher.accept(value);
                }
                end(done, failure);
            } catch (Throwable ex) {
                done.completeExceptionally(ex);
            }
        });
        return done;
    }

    private static void end(CompletableFuture<@Nullable Void> done, @Nullable Throwable failure) {
        if (failure == null) {
            done.complete(null);
        } else {
            done.completeExceptionally(failure);
        }
    }

    /** What is sent now is part of the receiver's run, on whatever thread. */
    private static void publishInside(@Nullable HookRun part, Object value, ReceiverListener listener) {
        NestedHooks thread = NestedHooks.ofThread();
        HookRun outer = thread.current();
        thread.resume(part);
        try {
            for (Object each : several(value)) {
                if (each != null) {
                    listener.publish(each);
                }
            }
        } finally {
            thread.resume(outer);
        }
    }

    private static Collection<?> several(Object value) {
        if (value.getClass().isArray()) {
            return Arrays.asList(ObjectUtils.toObjectArray(value));
        }
        return value instanceof Collection<?> values ? values : List.of(value);
    }

    /** Apart, since reactive streams may not be there. */
    private static final class Streams {

        static @Nullable Publisher<?> of(Object result) {
            ReactiveAdapter adapter =
                    ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, result);
            return adapter == null ? null : adapter.toPublisher(result);
        }

        static CompletableFuture<?> publish(Publisher<?> stream, Consumer<Object> publisher) {
            CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
            stream.subscribe(new Subscriber<Object>() {

                private @Nullable Subscription subscription;

                @Override
                public void onSubscribe(Subscription begun) {
                    subscription = begun;
                    begun.request(Long.MAX_VALUE);
                }

                @Override
                public void onNext(Object value) {
                    try {
                        publisher.accept(value);
                    } catch (Throwable ex) {
                        if (subscription != null) {
                            subscription.cancel();
                        }
                        done.completeExceptionally(ex);
                    }
                }

                @Override
                public void onError(Throwable failure) {
                    done.completeExceptionally(failure);
                }

                @Override
                public void onComplete() {
                    done.complete(null);
                }
            });
            return done;
        }
    }
}

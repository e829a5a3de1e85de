/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.Map;
import java.util.concurrent.Executor;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.util.ClassUtils;

/** The log and trace context of one thread, for tasks that belong to it but run on others. */
final class CarriedContext {

    private static final boolean PROPAGATION_PRESENT =
            ClassUtils.isPresent("io.micrometer.context.ContextSnapshotFactory", CarriedContext.class.getClassLoader());

    private final @Nullable Map<String, String> mdc = MDC.getCopyOfContextMap();

    private final @Nullable Snapshot snapshot = PROPAGATION_PRESENT ? new Snapshot() : null;

    private CarriedContext() {}

    /** An executor whose tasks have the context of whoever hands them over. */
    static Executor ofEachCaller(Executor executor) {
        return task -> executor.execute(new CarriedContext().around(task));
    }

    /**
     * An executor whose tasks all have the context of the first that is handed over: the others come from whatever
     * threads complete asynchronous steps.
     */
    static Executor ofFirstCaller(Executor executor) {
        return new Executor() {

            private @Nullable CarriedContext first;

            @Override
            public void execute(Runnable task) {
                if (first == null) {
                    first = new CarriedContext();
                }
                executor.execute(first.around(task));
            }
        };
    }

    private Runnable around(Runnable task) {
        Runnable inTrace = snapshot == null ? task : snapshot.around(task);
        return () -> {
            Map<String, String> before = MDC.getCopyOfContextMap();
            restore(mdc);
            try {
                inTrace.run();
            } finally {
                restore(before);
            }
        };
    }

    private static void restore(@Nullable Map<String, String> context) {
        if (context == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(context);
        }
    }

    /** Apart, since the library may not be there. */
    private static final class Snapshot {

        private static final ContextSnapshotFactory FACTORY =
                ContextSnapshotFactory.builder().build();

        private final ContextSnapshot captured = FACTORY.captureAll();

        Runnable around(Runnable task) {
            return captured.wrap(task);
        }
    }
}

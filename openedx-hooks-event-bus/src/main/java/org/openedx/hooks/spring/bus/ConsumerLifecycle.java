/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the consumers when the application is ready, and stops them before anything that receivers may need: each
 * finishes the message in hand, as long as {@code spring.lifecycle.timeout-per-shutdown-phase} lets it.
 */
final class ConsumerLifecycle implements SmartLifecycle, ApplicationListener<ApplicationReadyEvent>, DisposableBean {

    /** Before web servers and executors. */
    static final int PHASE = Integer.MAX_VALUE - 100;

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private final ApplicationContext context;

    private final EventBusConsumers consumers;

    private final boolean enabled;

    private final Runnable check;

    private volatile boolean ready;

    private volatile boolean running;

    ConsumerLifecycle(ApplicationContext context, EventBusConsumers consumers, boolean enabled, Runnable check) {
        this.context = context;
        this.consumers = consumers;
        this.enabled = enabled;
        this.check = check;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext().equals(context) && !ready) {
            ready = true;
            start();
        }
    }

    /** Not with the other beans, but when the application is ready; after that, whenever its context is started. */
    @Override
    public boolean isAutoStartup() {
        return ready;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public synchronized void start() {
        if (running || consumers.managed().isEmpty()) {
            return;
        }
        if (!enabled) {
            log.info("No consumer of the event bus is started, since they are disabled (ERR-8)");
            return;
        }
        running = true;
        check.run();
        consumers.managed().forEach(consumer -> consumer.runner().start());
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        consumers.managed().forEach(consumer -> consumer.runner().stop());
        Thread waiting = new Thread(
                () -> {
                    try {
                        for (ManagedConsumer consumer : consumers.managed()) {
                            consumer.runner().awaitEnd();
                        }
                    } catch (InterruptedException ex) {
                        Thread.currentThread().interrupt();
                    } finally {
                        callback.run();
                    }
                },
                "openedx-bus-stop");
        waiting.setDaemon(true);
        waiting.start();
    }

    /** The application waits no longer. */
    @Override
    public void destroy() {
        consumers.managed().forEach(consumer -> consumer.runner().abandon());
    }
}

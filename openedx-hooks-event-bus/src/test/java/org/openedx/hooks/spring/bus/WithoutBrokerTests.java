/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.event.EventOutlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openedx.hooks.spring.bus.Samples.login;

/** What the event bus costs an application that has the module and no broker. */
@DisplayName("An application without a broker")
class WithoutBrokerTests {

    @Test
    void noEventTakesAnotherWay() {
        BusContexts.bare().run(context -> {
            EventOutlet outlet = context.getBean(EventOutlet.class);
            assertThat(context.getBean(HookCatalog.class).definitions())
                    .filteredOn(OpenEdxPublicSignal.class::isInstance)
                    .hasSizeGreaterThan(70)
                    .allSatisfy(hook ->
                            assertThat(outlet.of((OpenEdxPublicSignal<?>) hook)).isNull());
        });
    }

    @Test
    void noThreadIsStarted() {
        BusContexts.bare().run(context -> {
            BusContexts.ready(context.getSourceApplicationContext());
            context.getBean(OpenEdxEvents.class).send(login("bob"));

            assertThat(threads()).isEmpty();
        });
    }

    @Test
    void aBrokerThatIsThereAndUnusedIsNotAskedForAnything() {
        LocalBroker broker = new LocalBroker();
        BusContexts.with(broker).run(context -> {
            BusContexts.ready(context.getSourceApplicationContext());
            context.getBean(OpenEdxEvents.class).send(login("bob"));

            assertThat(broker.calls).hasValue(0);
            assertThat(broker.consumers).isEmpty();
            assertThat(threads()).isEmpty();
        });
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("openedx-bus"))
                .filter(name -> !name.equals("openedx-bus-insight"))
                .toList();
    }
}

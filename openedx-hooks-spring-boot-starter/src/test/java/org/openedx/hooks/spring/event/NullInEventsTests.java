/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookType;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** SND-1, SND-3: an event that lacks something is refused before anybody hears of it, unless it is off. */
@SuppressWarnings("NullAway")
class NullInEventsTests {

    private static final String TYPE = "org.openedx.learning.things.both_happened.v1";

    private final List<String> left = new ArrayList<>();

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class))
            .withUserConfiguration(Receivers.class)
            .withBean(EventOutlet.class, () -> signal -> event -> left.add("left"));

    @Test
    void whatIsMissingIsNamedAndNobodyHears() {
        runner.run(context -> {
            OpenEdxEvents events = context.getBean(OpenEdxEvents.class);
            EventDelivery delivery = context.getBean(EventDelivery.class);
            ThingsBothHappened whole = new ThingsBothHappened(new Thing("a"), List.of(), null);
            ThingsBothHappened lacking = new ThingsBothHappened(new Thing("a"), null, null);
            ThingsBothHappened deep = new ThingsBothHappened(new Thing("a"), Arrays.asList(new Thing(null)), null);

            for (Runnable send : List.<Runnable>of(
                    () -> events.send(lacking),
                    () -> events.sendAfterCommit(lacking),
                    () -> events.resend(lacking, delivery.metadata(HookType.of(TYPE))),
                    () -> delivery.deliver(lacking, delivery.metadata(HookType.of(TYPE))))) {
                assertThatNullPointerException()
                        .isThrownBy(send::run)
                        .withMessage("ThingsBothHappened.others must not be null");
            }
            assertThatNullPointerException()
                    .isThrownBy(() -> events.send(deep))
                    .withMessage("ThingsBothHappened.others[0].name must not be null");
            assertThat(context.getBean(Receivers.class).heard).isEmpty();
            assertThat(left).isEmpty();

            assertThat(events.send(whole).failures()).isEmpty();
            assertThat(context.getBean(Receivers.class).heard).containsExactly(whole);
        });
    }

    @Test
    void anEventThatIsOffIsNotLookedAt() {
        runner.withPropertyValues("openedx.hooks.enabled.all=false")
                .run(context -> assertThat(context.getBean(OpenEdxEvents.class)
                                .send(new ThingsBothHappened(null, null, null))
                                .metadata())
                        .isEmpty());
    }

    record Thing(String name) {}

    @EventHook(type = TYPE)
    record ThingsBothHappened(
            Thing first, List<Thing> others, @Nullable Thing maybe) implements OpenEdxEvent {}

    @Configuration("receivers")
    static class Receivers {

        private final List<OpenEdxEvent> heard = new ArrayList<>();

        @EventListener
        void hear(OpenEdxEvent event) {
            heard.add(event);
        }
    }
}

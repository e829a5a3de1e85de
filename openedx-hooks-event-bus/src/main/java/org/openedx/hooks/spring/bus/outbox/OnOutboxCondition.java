/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.outbox;

import java.util.Map;

import org.openedx.hooks.spring.bus.EventBusProperties;
import org.openedx.hooks.spring.bus.ProducerMode;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.IgnoreErrorsBindHandler;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether any topic is published through the outbox, or the outbox is asked for to relay what is left in it. */
final class OnOutboxCondition extends SpringBootCondition {

    private static final Bindable<Map<String, EventBusProperties.Topic>> TOPICS =
            Bindable.mapOf(String.class, EventBusProperties.Topic.class);

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        ConditionMessage.Builder message = ConditionMessage.forCondition("Outbox");
        BindHandler wrongIsToldLater = new IgnoreErrorsBindHandler();
        Boolean enabled = binder.bind("event-bus.outbox.enabled", Bindable.of(Boolean.class), wrongIsToldLater)
                .orElse(null);
        if (enabled != null) {
            return new ConditionOutcome(enabled, message.because("event-bus.outbox.enabled is " + enabled));
        }
        boolean asked = binder.bind("event-bus.producer-mode", Bindable.of(ProducerMode.class), wrongIsToldLater)
                                .orElse(null)
                        == ProducerMode.OUTBOX
                || binder.bind("event-bus.topics", TOPICS, wrongIsToldLater).orElse(Map.of()).values().stream()
                        .anyMatch(topic -> topic.producerMode() == ProducerMode.OUTBOX);
        return new ConditionOutcome(
                asked,
                asked ? message.because("producer-mode is outbox") : message.because("no producer-mode is outbox"));
    }
}

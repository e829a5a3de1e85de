/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.micrometer.observation.transport.SenderContext;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;

/** Makes spans by observations. */
final class BusObservations implements BusSpans {

    private final ObservationRegistry registry;

    private final boolean propagate;

    /**
     * Observes into a registry.
     *
     * @param propagate whether events carry the trace of their sender
     */
    BusObservations(ObservationRegistry registry, boolean propagate) {
        this.registry = registry;
        this.propagate = propagate;
    }

    @Override
    public Span publishing(HookType type, String topic) {
        Map<String, String> headers = new HashMap<>();
        SenderContext<Map<String, String>> context = new SenderContext<>(
                (carrier, name, value) -> {
                    if (propagate && carrier != null) {
                        carrier.put(name, value);
                    }
                },
                Kind.PRODUCER);
        context.setCarrier(headers);
        Observation observation = start(EventBusObservation.PUBLISH, context, "publish " + type, type, topic);
        return new Span() {
            @Override
            public Map<String, String> headers() {
                return headers;
            }

            @Override
            public void ended(@Nullable Throwable failure) {
                stop(observation, failure);
            }
        };
    }

    @Override
    public Span consuming(HookType type, String group, ReceivedMessage message) {
        ReceiverContext<ReceivedMessage> context = new ReceiverContext<>(BusObservations::header, Kind.CONSUMER);
        context.setCarrier(message);
        Observation observation = start(EventBusObservation.CONSUME, context, "consume " + type, type, message.topic());
        observation.lowCardinalityKeyValue(EventBusMeter.Tag.GROUP.withValue(group));
        Observation.Scope scope = observation.openScope();
        return failure -> {
            scope.close();
            stop(observation, failure);
        };
    }

    private Observation start(
            EventBusObservation kind, Observation.Context context, String name, HookType type, String topic) {
        return Observation.createNotStarted(kind.getName(), () -> context, registry)
                .contextualName(name)
                .lowCardinalityKeyValue(EventBusMeter.Tag.TYPE.withValue(type.value()))
                .lowCardinalityKeyValue(EventBusMeter.Tag.TOPIC.withValue(topic))
                .start();
    }

    private static void stop(Observation observation, @Nullable Throwable failure) {
        if (failure != null) {
            observation.error(failure);
        }
        observation.stop();
    }

    private static @Nullable String header(ReceivedMessage message, String name) {
        return message.headers().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .findFirst()
                .map(header -> new String(header.getValue(), StandardCharsets.UTF_8))
                .orElse(null);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.openedx.hooks.spring.bus.OutboxTopic;
import org.openedx.hooks.spring.bus.RouteDescription;

/**
 * The event bus of an application, as {@link OpenEdxEventBusEndpoint} shows it. The names and meanings of its pieces
 * are kept; new ones may come. There is no value of any event in it.
 *
 * @param producer how publishing goes
 * @param routes which events are published, and where
 * @param consumers what is consumed
 * @param outbox the topics of the outbox; empty if there is none, or if it does not answer
 * @param outboxFailure the class of what keeps the outbox from answering; {@literal null} if nothing does
 * @since 0.1.0
 */
public record EventBusDescriptor(
        EventBusPublishing.Status producer,
        List<RouteDescription> routes,
        List<ConsumerDescriptor> consumers,
        List<OutboxTopic> outbox,
        @Nullable String outboxFailure) {}

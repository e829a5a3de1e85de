/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.openedx.hooks.event.EventMetadata;

/**
 * A message that receivers are to get, without its data.
 *
 * @param topic the full topic
 * @param group the consumer group
 * @param position where the message is in the topic, in the broker's own words
 * @param metadata the sender's metadata
 * @since 0.1.0
 */
public record WorkCycle(String topic, String group, String position, EventMetadata metadata) {}

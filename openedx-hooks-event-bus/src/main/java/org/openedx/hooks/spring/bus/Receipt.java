/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

/**
 * That a broker has stored a message.
 *
 * @param position where, in the broker's own words: the id of a Redis entry, partition and offset on Kafka. It stands
 *     in the audit log
 * @since 0.1.0
 */
public record Receipt(String position) {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.time.Instant;

/**
 * An event in the outbox that is not tried any more.
 *
 * @param id its row
 * @param type the event's type
 * @param createdAt when it was stored
 * @param attempts how often it was tried
 * @param lastError the class of what the broker said last, or of what is wrong with the row
 * @since 0.1.0
 */
public record DeadOutboxEvent(long id, String type, Instant createdAt, int attempts, String lastError) {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.jspecify.annotations.Nullable;

/**
 * How far a group has come in its topic. What the broker does not know is {@literal null}.
 *
 * @param position the last message that the group has read, in the broker's own words
 * @param lag how many messages nobody of the group has read yet
 * @param pending how many were read and not acknowledged
 * @param lost how many were removed from the topic before anybody of the group could read them, as far as the broker
 *     still knows
 * @since 0.1.0
 */
public record ConsumerPosition(
        @Nullable String position,
        @Nullable Long lag,
        @Nullable Long pending,
        @Nullable Long lost) {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import org.jspecify.annotations.Nullable;

/**
 * That a group was moved, or would be.
 *
 * @param from where it reads on, in the broker's own words
 * @param messages how many messages there are from there to the end; {@literal null} if the broker does not say
 * @since 0.1.0
 */
public record Replay(String from, @Nullable Long messages) {}

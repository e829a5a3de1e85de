/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The event bus on Kafka. */
@NullMarked
package org.openedx.hooks.spring.bus.kafka;

import org.jspecify.annotations.NullMarked;

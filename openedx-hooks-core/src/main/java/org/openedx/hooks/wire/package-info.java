/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Events as they travel: Avro bytes, JSON and headers, the same as those of the Python libraries (AVR-1 to AVR-16).
 *
 * <p>Bytes of an event's own schema need nothing but this package; another writer's schema needs Avro on the class
 * path, JSON needs Jackson.
 */
@NullMarked
package org.openedx.hooks.wire;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Events on Spring's publisher: the sender and the receivers that cannot break it. */
@NullMarked
package org.openedx.hooks.spring.event;

import org.jspecify.annotations.NullMarked;

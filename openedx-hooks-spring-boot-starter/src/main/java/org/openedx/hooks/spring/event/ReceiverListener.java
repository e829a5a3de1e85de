/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import org.jspecify.annotations.Nullable;

/** A listener that Spring calls on behalf of a {@link Receiver}. */
interface ReceiverListener {

    Receiver receiver();

    @Nullable
    String condition();
}

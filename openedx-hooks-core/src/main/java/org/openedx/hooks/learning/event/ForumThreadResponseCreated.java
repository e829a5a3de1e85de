/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.DiscussionThreadData;

/**
 * Somebody has responded to a thread.
 *
 * @param thread the new response
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.forum.thread.response.created.v1",
        description = "Somebody has responded to a thread.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record ForumThreadResponseCreated(DiscussionThreadData thread)
        implements OpenEdxEvent, ForumThreadResponseCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public ForumThreadResponseCreated {
        Objects.requireNonNull(thread, "thread");
    }
}

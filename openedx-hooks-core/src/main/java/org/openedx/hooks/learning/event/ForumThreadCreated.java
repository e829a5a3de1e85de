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
 * A thread was started in a discussion.
 *
 * @param thread the new thread
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.forum.thread.created.v1",
        description = "A thread was started in a discussion.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record ForumThreadCreated(DiscussionThreadData thread) implements OpenEdxEvent, ForumThreadCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public ForumThreadCreated {
        Objects.requireNonNull(thread, "thread");
    }
}

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
 * Somebody has commented on a response in a thread.
 *
 * @param thread the new comment
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.forum.thread.response.comment.created.v1",
        description = "Somebody has commented on a response in a thread.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record ForumResponseCommentCreated(DiscussionThreadData thread)
        implements OpenEdxEvent, ForumResponseCommentCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public ForumResponseCommentCreated {
        Objects.requireNonNull(thread, "thread");
    }
}

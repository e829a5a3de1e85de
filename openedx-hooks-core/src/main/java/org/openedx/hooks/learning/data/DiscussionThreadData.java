/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.Pii;
import org.openedx.hooks.key.CourseKey;

/**
 * A contribution to a discussion: a thread, a response to it, or a comment on a response.
 *
 * @param body what the author wrote, perhaps shortened
 * @param commentableId the topic it was written in
 * @param id the contribution's name at the discussion provider
 * @param truncated whether the body is shortened
 * @param url the page that shows it
 * @param user the author, also when other users do not see the name
 * @param courseId the course run
 * @param threadType {@code discussion} or {@code question}, {@literal null} if it is no thread
 * @param anonymous whether nobody sees the author's name, {@literal null} if that does not apply
 * @param anonymousToPeers whether other learners do not see the author's name, {@literal null} if that does not apply
 * @param title the title of the thread, perhaps shortened, {@literal null} if it has none
 * @param titleTruncated whether the title is shortened, {@literal null} if there is no title
 * @param groupId the number of the cohort it is kept for, {@literal null} if it is open to all
 * @param teamId the number of the team it belongs to, {@literal null} if it belongs to none
 * @param categoryId the number of the topic's category, {@literal null} if it has none
 * @param categoryName the name of the topic's category, {@literal null} if it has none
 * @param discussion the thread that a response or comment belongs to, by property, {@literal null} if it is itself a
 *     thread
 * @param userCourseRoles the author's roles in the course run, such as {@code Instructor}
 * @param userForumsRoles the author's roles in its discussions, such as {@code Moderator}
 * @param options what the author chose while writing, such as {@code followed}
 * @since 0.1.0
 */
@RecordBuilder
public record DiscussionThreadData(
        @Pii String body,
        String commentableId,
        String id,
        boolean truncated,
        String url,
        UserData user,
        CourseKey courseId,
        @Nullable String threadType,
        @Nullable Boolean anonymous,
        @Nullable Boolean anonymousToPeers,
        @Pii @Nullable String title,
        @Nullable Boolean titleTruncated,
        @Nullable Long groupId,
        @Nullable Long teamId,
        @Nullable Long categoryId,
        @Nullable String categoryName,
        @Pii @Nullable Map<String, String> discussion,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<String> userCourseRoles,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<String> userForumsRoles,

        @RecordBuilder.Initializer(source = Defaults.class, value = "map")
        Map<String, Boolean> options)
        implements DiscussionThreadDataBuilder.With {

    /** Copies the collections and refuses {@literal null} where it is no value. */
    public DiscussionThreadData {
        Objects.requireNonNull(body, "body");
        Objects.requireNonNull(commentableId, "commentableId");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(courseId, "courseId");
        discussion = discussion == null ? null : Copies.map(discussion, "discussion");
        userCourseRoles = Copies.list(userCourseRoles, "userCourseRoles");
        userForumsRoles = Copies.list(userForumsRoles, "userForumsRoles");
        options = Copies.map(options, "options");
    }

    /** Leaves out the body, title and discussion (PII-3). */
    @Override
    public String toString() {
        return ("DiscussionThreadData[body=***, commentableId=%s, id=%s, truncated=%s, url=%s, user=%s, "
                        + "courseId=%s, threadType=%s, anonymous=%s, anonymousToPeers=%s, title=***, "
                        + "titleTruncated=%s, groupId=%s, teamId=%s, categoryId=%s, categoryName=%s, "
                        + "discussion=***, userCourseRoles=%s, userForumsRoles=%s, options=%s]")
                .formatted(
                        commentableId,
                        id,
                        truncated,
                        url,
                        user,
                        courseId,
                        threadType,
                        anonymous,
                        anonymousToPeers,
                        titleTruncated,
                        groupId,
                        teamId,
                        categoryId,
                        categoryName,
                        userCourseRoles,
                        userForumsRoles,
                        options);
    }
}

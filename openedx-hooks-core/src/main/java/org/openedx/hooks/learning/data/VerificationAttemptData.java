/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Pii;

/**
 * A user's attempt to prove who they are.
 *
 * @param attemptId the number of the attempt in the sending service's database
 * @param user who is verified
 * @param status its status, such as {@code created}, {@code pending}, {@code approved} or {@code denied}
 * @param name the name that is verified, {@literal null} if it is not known
 * @param expirationDate until when the attempt counts, {@literal null} if it is not known
 * @since 0.1.0
 */
@RecordBuilder
public record VerificationAttemptData(
        long attemptId,
        UserData user,
        String status,
        @Pii @Nullable String name,
        @Nullable OffsetDateTime expirationDate)
        implements VerificationAttemptDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public VerificationAttemptData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(status, "status");
    }

    /** Leaves out the name (PII-3). */
    @Override
    public String toString() {
        return "VerificationAttemptData[attemptId=%s, user=%s, status=%s, name=***, expirationDate=%s]"
                .formatted(attemptId, user, status, expirationDate);
    }
}

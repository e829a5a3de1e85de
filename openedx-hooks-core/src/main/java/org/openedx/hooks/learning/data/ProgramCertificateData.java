/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.time.OffsetDateTime;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A user's certificate for a program.
 *
 * @param user whose certificate it is
 * @param program for which program
 * @param uuid the UUID of the certificate, as text
 * @param status its status, {@code awarded} or {@code revoked}
 * @param url the page that shows the certificate
 * @param certificateAvailableDate from when the user may see it, {@literal null} if at once
 * @since 0.1.0
 */
@RecordBuilder
public record ProgramCertificateData(
        UserData user,
        ProgramData program,
        String uuid,
        String status,
        String url,
        @Nullable OffsetDateTime certificateAvailableDate)
        implements ProgramCertificateDataBuilder.With {

    /** Refuses {@literal null} where it is no value. */
    public ProgramCertificateData {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(program, "program");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(url, "url");
    }
}

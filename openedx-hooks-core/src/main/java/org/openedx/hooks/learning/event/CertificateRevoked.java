/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.CertificateData;

/**
 * A learner's certificate was taken back.
 *
 * @param certificate the certificate that no longer counts
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.certificate.revoked.v1",
        description = "A learner's certificate was taken back.",
        keyField = "certificate.course.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CertificateRevoked(CertificateData certificate) implements OpenEdxEvent, CertificateRevokedBuilder.With {

    /** Refuses {@literal null}. */
    public CertificateRevoked {
        Objects.requireNonNull(certificate, "certificate");
    }
}

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
 * A learner was given a certificate.
 *
 * @param certificate the new certificate
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.certificate.created.v1",
        description = "A learner was given a certificate.",
        keyField = "certificate.course.course_key",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CertificateCreated(CertificateData certificate) implements OpenEdxEvent, CertificateCreatedBuilder.With {

    /** Refuses {@literal null}. */
    public CertificateCreated {
        Objects.requireNonNull(certificate, "certificate");
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.learning.data.ProgramCertificateData;

/**
 * The certificate of a program was taken from a learner.
 *
 * @param programCertificate the certificate, with its new status
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.program.certificate.revoked.v1",
        description = "The certificate of a program was taken from a learner.",
        keyField = "program_certificate.program.uuid",
        trigger = "openedx/credentials")
@RecordBuilder
public record ProgramCertificateRevoked(ProgramCertificateData programCertificate)
        implements OpenEdxEvent, ProgramCertificateRevokedBuilder.With {

    /** Refuses {@literal null}. */
    public ProgramCertificateRevoked {
        Objects.requireNonNull(programCertificate, "programCertificate");
    }
}

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
 * A learner was given the certificate of a program.
 *
 * @param programCertificate the new certificate
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.program.certificate.awarded.v1",
        description = "A learner was given the certificate of a program.",
        keyField = "program_certificate.program.uuid",
        trigger = "openedx/credentials")
@RecordBuilder
public record ProgramCertificateAwarded(ProgramCertificateData programCertificate)
        implements OpenEdxEvent, ProgramCertificateAwardedBuilder.With {

    /** Refuses {@literal null}. */
    public ProgramCertificateAwarded {
        Objects.requireNonNull(programCertificate, "programCertificate");
    }
}

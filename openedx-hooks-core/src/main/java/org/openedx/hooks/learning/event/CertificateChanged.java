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
 * A learner's certificate has another status.
 *
 * @param certificate the certificate as it is now
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.learning.certificate.changed.v1",
        description = "A learner's certificate has another status.",
        trigger = "openedx/edx-platform")
@RecordBuilder
public record CertificateChanged(CertificateData certificate) implements OpenEdxEvent, CertificateChangedBuilder.With {

    /** Refuses {@literal null}. */
    public CertificateChanged {
        Objects.requireNonNull(certificate, "certificate");
    }
}

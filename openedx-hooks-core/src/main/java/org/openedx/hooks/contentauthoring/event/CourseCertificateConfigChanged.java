/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.event;

import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.contentauthoring.data.CertificateConfigData;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;

/**
 * How the certificates of a course run look has changed.
 *
 * @param certificateConfig how they look now
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.course.certificate_config.changed.v1",
        description = "How the certificates of a course run look has changed.",
        warning = "It cannot be put on the event bus: the picture of a signature is a stream of bytes, which has "
                + "no form there.",
        busCapable = false)
@RecordBuilder
public record CourseCertificateConfigChanged(CertificateConfigData certificateConfig)
        implements OpenEdxEvent, CourseCertificateConfigChangedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseCertificateConfigChanged {
        Objects.requireNonNull(certificateConfig, "certificateConfig");
    }
}

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
 * A course run no longer describes its certificates.
 *
 * @param certificateConfig how they looked
 * @since 0.1.0
 */
@EventHook(
        type = "org.openedx.content_authoring.course.certificate_config.deleted.v1",
        description = "A course run no longer describes its certificates.",
        warning = "It cannot be put on the event bus: the picture of a signature is a stream of bytes, which has "
                + "no form there.",
        busCapable = false)
@RecordBuilder
public record CourseCertificateConfigDeleted(CertificateConfigData certificateConfig)
        implements OpenEdxEvent, CourseCertificateConfigDeletedBuilder.With {

    /** Refuses {@literal null}. */
    public CourseCertificateConfigDeleted {
        Objects.requireNonNull(certificateConfig, "certificateConfig");
    }
}

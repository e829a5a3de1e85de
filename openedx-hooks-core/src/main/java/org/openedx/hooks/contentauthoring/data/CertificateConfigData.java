/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.util.List;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.key.CourseKey;

/**
 * How the certificates of a course run look.
 *
 * @param certificateType the enrollment track that they are for, such as {@code verified}
 * @param courseKey the key of the course run
 * @param title the title on the certificate
 * @param signatories who signs it, in printing order
 * @param isActive whether certificates are given out
 * @since 0.1.0
 */
@RecordBuilder
public record CertificateConfigData(
        String certificateType,
        CourseKey courseKey,
        String title,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<CertificateSignatoryData> signatories,

        @RecordBuilder.Initializer(source = Defaults.class, value = "FALSE")
        boolean isActive)
        implements CertificateConfigDataBuilder.With {

    /** Copies the list and refuses {@literal null}. */
    public CertificateConfigData {
        Objects.requireNonNull(certificateType, "certificateType");
        Objects.requireNonNull(courseKey, "courseKey");
        Objects.requireNonNull(title, "title");
        signatories = Copies.list(signatories, "signatories");
    }
}

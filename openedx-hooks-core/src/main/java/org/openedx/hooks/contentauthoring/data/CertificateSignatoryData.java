/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.contentauthoring.data;

import java.io.InputStream;
import java.util.Objects;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Pii;

/**
 * A person who signs the certificates of a course run.
 *
 * @param image the picture of the signature, read once
 * @param name the person's name
 * @param organization the organization that the person signs for
 * @param title the person's position, as printed below the name
 * @since 0.1.0
 */
@RecordBuilder
public record CertificateSignatoryData(
        @Pii InputStream image, @Pii String name, String organization, String title)
        implements CertificateSignatoryDataBuilder.With {

    /** Refuses {@literal null}. */
    public CertificateSignatoryData {
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(organization, "organization");
        Objects.requireNonNull(title, "title");
    }

    /** Leaves out the image and name (PII-3). */
    @Override
    public String toString() {
        return "CertificateSignatoryData[image=***, name=***, organization=%s, title=%s]"
                .formatted(organization, title);
    }
}

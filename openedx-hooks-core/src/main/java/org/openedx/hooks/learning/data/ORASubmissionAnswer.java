/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import java.util.List;
import java.util.Map;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.openedx.hooks.Copies;
import org.openedx.hooks.Defaults;
import org.openedx.hooks.Pii;

/**
 * What a learner handed in for an open response assessment. Files are described by lists of equal length.
 *
 * @param parts the answers to the prompts in their order, each by property, such as {@code text}
 * @param fileKeys where the files are kept, as keys in the file store
 * @param fileDescriptions what the learner said about each file
 * @param fileNames the name of each file
 * @param fileSizes the size of each file in bytes
 * @param fileUrls where each file can be fetched
 * @since 0.1.0
 */
@RecordBuilder
public record ORASubmissionAnswer(
        @RecordBuilder.Initializer(source = Defaults.class, value = "list") @Pii
        List<Map<String, String>> parts,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<String> fileKeys,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list") @Pii
        List<String> fileDescriptions,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list") @Pii
        List<String> fileNames,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list")
        List<Long> fileSizes,

        @RecordBuilder.Initializer(source = Defaults.class, value = "list") @Pii
        List<String> fileUrls)
        implements ORASubmissionAnswerBuilder.With {

    /** Copies the collections and refuses {@literal null}. */
    public ORASubmissionAnswer {
        parts = Copies.list(parts, "parts", entries -> Copies.map(entries, "parts"));
        fileKeys = Copies.list(fileKeys, "fileKeys");
        fileDescriptions = Copies.list(fileDescriptions, "fileDescriptions");
        fileNames = Copies.list(fileNames, "fileNames");
        fileSizes = Copies.list(fileSizes, "fileSizes");
        fileUrls = Copies.list(fileUrls, "fileUrls");
    }

    /** Leaves out the parts, file descriptions, file names and file urls (PII-3). */
    @Override
    public String toString() {
        return "ORASubmissionAnswer[parts=***, fileKeys=%s, fileDescriptions=***, fileNames=***, fileSizes=%s, fileUrls=***]"
                .formatted(fileKeys, fileSizes);
    }
}

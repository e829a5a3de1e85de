/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SendResultTests {

    @Test
    @DisplayName("SND-3: sending a disabled event has an empty result")
    void whatWasNotSentHasNoMetadataAndNoFailures() {
        assertThat(SendResult.notSent().metadata()).isEmpty();
        assertThat(SendResult.notSent().failures()).isEmpty();
        assertThat(SendResult.notSent()).isSameAs(SendResult.notSent());
    }

    @Test
    void theMetadataIsMadeOnlyWhenSomebodyAsks() {
        EventMetadata metadata = EventMetadataTests.metadata();
        List<String> asked = new ArrayList<>();
        SendResult result = SendResult.of(
                () -> {
                    asked.add("metadata");
                    return metadata;
                },
                List.of());
        assertThat(result.failures()).isEmpty();
        assertThat(asked).isEmpty();
        assertThat(result.metadata()).contains(metadata);
        assertThat(asked).hasSize(1);
    }

    @Test
    @DisplayName("SND-6: the failures in the order of the receivers")
    void theFailuresAreCopied() {
        ReceiverFailure failure = new ReceiverFailure("welcome#greet", new IllegalStateException());
        List<ReceiverFailure> failures = new ArrayList<>(List.of(failure));
        SendResult result = SendResult.of(EventMetadataTests::metadata, failures);
        failures.clear();
        assertThat(result.failures()).containsExactly(failure);
    }

    @Test
    @DisplayName("PII-3: a result can be logged")
    void aResultSaysWhatCameOfASendAndNobodysData() {
        EventMetadata metadata = EventMetadataTests.metadata();
        ReceiverFailure failure =
                new ReceiverFailure("wel\ncome#greet", new IllegalStateException("ada@example.org is no name"));

        assertThat(SendResult.of(() -> metadata, List.of(failure)))
                .hasToString("SendResult[" + metadata.type() + ", id=" + metadata.id()
                        + ", failures=[wel\\u000acome#greet: java.lang.IllegalStateException]]");
        assertThat(SendResult.of(() -> metadata, List.of()).toString()).endsWith(", failures=[]]");
        assertThat(SendResult.notSent()).hasToString("SendResult[not sent]");
    }
}

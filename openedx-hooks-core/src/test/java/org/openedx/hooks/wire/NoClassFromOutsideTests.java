/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.util.regex.Matcher;

import org.junit.jupiter.api.Test;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;

import static org.assertj.core.api.Assertions.assertThat;

/** Schemas can name classes, and Avro's own readers load them. */
class NoClassFromOutsideTests {

    private static boolean initialized;

    @Test
    void noClassIsChosenByWhatWasReceived() {
        EventCodec<SessionLoginCompleted> codec = EventCodecs.standard().of(SessionLoginCompleted.class);
        SessionLoginCompleted sent =
                new SessionLoginCompleted(new UserData(7, true, new UserPersonalData("bob", "b@example.com", "Bob")));
        String victim = Victim.class.getName();
        String quoted = Matcher.quoteReplacement(victim);
        String writer = codec.schemaText()
                .replaceAll("\"string\"", "{\"type\":\"string\",\"java-class\":\"%s\"}".formatted(quoted))
                .replaceFirst("\\{", "{\"java-class\":\"%1$s\",\"java-element-class\":\"%1$s\",".formatted(quoted));

        assertThat(writer).contains("{\"type\":\"string\",\"java-class\":\"" + victim);
        assertThat(codec.readingFrom(writer).decode(codec.encode(sent))).isEqualTo(sent);
        assertThat(initialized).isFalse();
    }

    /** Would tell that its code has run. */
    static class Victim {

        static {
            initialized = true;
        }

        Victim(String text) {}
    }
}

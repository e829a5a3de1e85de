/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Makes Avro's schemas of texts. Loaded only where Avro is. */
final class Schemas {

    /** Avro's parser takes more time and stack than in proportion; the longest schema that is shipped has 3 kB. */
    private static final int LENGTH_MAXIMUM = 64 * 1024;

    private Schemas() {}

    static Schema parse(String text) {
        // Checking defaults, which nobody needs, may take for ever; one shipped event has a hyphen in its type, which
        // names in Avro must not have.
        return new Schema.Parser(NameValidator.NO_VALIDATION)
                .setValidateDefaults(false)
                .parse(text);
    }

    /** Makes a schema of a text that came from outside. Throws a {@link Fault} and nothing else. */
    static Schema parseForeign(String text) {
        if (text.length() > LENGTH_MAXIMUM) {
            throw new Fault(
                    "a schema has %d characters, at most %d are allowed".formatted(text.length(), LENGTH_MAXIMUM));
        }
        try {
            return parse(text);
        } catch (RuntimeException ex) {
            throw new Fault("a schema cannot be read: " + ex.getMessage());
        }
    }
}

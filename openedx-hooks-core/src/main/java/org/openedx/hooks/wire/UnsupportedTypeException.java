/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import org.openedx.hooks.Printable;

/**
 * Thrown when an event cannot be put on an event bus because a component has a type for which there is no Avro schema.
 * It names class and component, and what is supported.
 *
 * @since 0.1.0
 */
public final class UnsupportedTypeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int MESSAGE_MAXIMUM = 2000;

    UnsupportedTypeException(Class<?> recordClass, String component, String why, String textTypes) {
        super(Printable.of(
                        "%s.%s has no Avro form: %s. ".formatted(recordClass.getName(), component, why),
                        MESSAGE_MAXIMUM)
                + "Supported are boolean, int, long, double, String, byte[], ByteBuffer, records, List<T> and"
                + " Map<String, T> of these, the types that travel as text (" + textTypes
                + "), and @Nullable for what may be absent. Further types travel as text after"
                + " EventCodecs.with(type, toText, fromText)");
    }

    UnsupportedTypeException(Class<?> recordClass, Exception cause) {
        super("%s cannot be used by openedx-hooks; open its package to it".formatted(recordClass.getName()), cause);
    }
}

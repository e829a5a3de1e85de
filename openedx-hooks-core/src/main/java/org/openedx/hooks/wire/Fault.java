/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;

/** What is wrong with a value, and where; travels outwards and becomes a {@link WireFormatException} there. */
final class Fault extends RuntimeException {

    static final int NOWHERE = -1;

    private static final long serialVersionUID = 1L;

    private final String reason;

    private final int offset;

    private String path = "";

    Fault(String reason) {
        this(reason, NOWHERE, null);
    }

    Fault(String reason, int offset) {
        this(reason, offset, null);
    }

    Fault(String reason, int offset, @Nullable Throwable cause) {
        super(reason, cause, false, false);
        this.reason = Printable.of(reason);
        this.offset = offset;
    }

    static Fault of(RuntimeException ex, int offset) {
        return ex instanceof Fault fault ? fault : new Fault(String.valueOf(ex.getMessage()), offset, ex);
    }

    /** The same, elsewhere in the bytes. */
    Fault at(int offset) {
        Fault fault = new Fault(reason, offset, getCause());
        fault.path = path;
        return fault;
    }

    @Override
    public String getMessage() {
        return reason;
    }

    Fault in(String name) {
        path = path.isEmpty() || path.startsWith("[") ? name + path : name + "." + path;
        return this;
    }

    Fault in(int index) {
        return in("[" + index + "]");
    }

    String path() {
        return path;
    }

    int offset() {
        return offset;
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.Printable;

/**
 * Thrown when an event or its headers cannot be read or written, and the only exception that comes out of bad input. It
 * says where. Its cause is left out where that quotes something that cannot be printed.
 *
 * @since 0.1.0
 */
public final class WireFormatException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int CAUSES_MAXIMUM = 20;

    private final String path;

    private final int offset;

    WireFormatException(String message, String path, int offset, @Nullable Throwable cause) {
        super(message, isPrintable(cause) ? cause : null);
        this.path = path;
        this.offset = offset;
    }

    /** Stack traces show what causes say as they say it, which may quote a text from outside. */
    private static boolean isPrintable(@Nullable Throwable cause) {
        int depth = 0;
        for (Throwable ex = cause; ex != null; ex = ex.getCause()) {
            String message = String.valueOf(ex.getMessage());
            if (++depth > CAUSES_MAXIMUM
                    || !Printable.of(message, Integer.MAX_VALUE).equals(message)) {
                return false;
            }
        }
        return true;
    }

    static WireFormatException unreadable(HookType type, Fault fault) {
        return of("Cannot read " + type, fault);
    }

    static WireFormatException unwritable(HookType type, Fault fault) {
        return of("Cannot write " + type, fault);
    }

    static WireFormatException badHeaders(String name, String reason, @Nullable Throwable cause) {
        return new WireFormatException(
                "Cannot read the event's headers at %s: %s".formatted(name, Printable.of(reason)),
                name,
                Fault.NOWHERE,
                cause);
    }

    static WireFormatException of(String what, Fault fault) {
        StringBuilder message = new StringBuilder(what);
        String path = Printable.of(fault.path());
        if (!path.isEmpty()) {
            message.append(" at ").append(path);
        }
        if (fault.offset() != Fault.NOWHERE) {
            message.append(", byte ").append(fault.offset());
        }
        message.append(": ").append(fault.getMessage());
        return new WireFormatException(message.toString(), path, fault.offset(), fault.getCause());
    }

    /**
     * The component that could not be read or written, in Python's names, or the header.
     *
     * @return for example {@code enrollment.course.course_key}; empty if the fault is not in a component
     */
    public String path() {
        return path;
    }

    /**
     * Where in the bytes the fault is.
     *
     * @return the number of bytes before it; -1 if the fault is not in bytes
     */
    public int offset() {
        return offset;
    }
}

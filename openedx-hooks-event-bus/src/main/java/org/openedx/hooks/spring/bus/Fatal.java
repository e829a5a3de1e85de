/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

/** What is no matter of the event bus. */
final class Fatal {

    private Fatal() {}

    /** Throws an error of the virtual machine on; everything else is for the caller to deal with. */
    static void rethrow(Throwable thrown) {
        if (thrown instanceof VirtualMachineError fatal) {
            throw fatal;
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

/**
 * Thrown when a class cannot be a hook because it breaks a rule of the framework.
 *
 * @since 0.1.0
 */
public final class InvalidHookException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int MESSAGE_MAXIMUM = 4000;

    /**
     * Names the class and the broken rule.
     *
     * @param hookClass the class that was to be a hook
     * @param rule what is wrong, with the rule's identifier where it has one
     */
    public InvalidHookException(Class<?> hookClass, String rule) {
        super(message(hookClass, rule));
    }

    /**
     * Names the class and the broken rule.
     *
     * @param hookClass the class that was to be a hook
     * @param rule what is wrong, with the rule's identifier where it has one
     * @param cause what found it
     */
    public InvalidHookException(Class<?> hookClass, String rule, Throwable cause) {
        super(message(hookClass, rule), cause);
    }

    private static String message(Class<?> hookClass, String rule) {
        return Printable.of("%s is no valid hook: %s".formatted(hookClass.getName(), rule), MESSAGE_MAXIMUM);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an event or filter is, as a value: its public name, versions, data and deprecation, read from the annotated
 * record and checked once. Definitions are immutable constants; behaviour (receivers, pipelines, switches) is
 * elsewhere.
 *
 * @since 0.1.0
 */
public interface HookDefinition {

    /**
     * Which of the two kinds the hook is of.
     *
     * @return never {@literal null}
     */
    HookKind kind();

    /**
     * What both kinds have in common.
     *
     * @return never {@literal null}
     */
    HookDetails details();

    /**
     * Who runs the hook in Open edX: the repository of the triggering code.
     *
     * @return for example {@code openedx/edx-platform}; empty if not given
     */
    String trigger();

    /**
     * The hook's public name.
     *
     * @return never {@literal null}
     */
    default HookType type() {
        return details().type();
    }

    /**
     * The record that is the hook.
     *
     * @return never {@literal null}
     */
    default Class<?> hookClass() {
        return details().hookClass();
    }

    /**
     * How many backward-compatible additions its data has seen (VER-2).
     *
     * @return 0 or more
     */
    default int minorVersion() {
        return details().minorVersion();
    }

    /**
     * What the hook tells or allows.
     *
     * @return one sentence; empty if not given
     */
    default String description() {
        return details().description();
    }

    /**
     * The hook's data in declared order.
     *
     * @return an immutable list
     */
    default List<HookComponent> components() {
        return details().components();
    }

    /**
     * Whether and how the hook is deprecated.
     *
     * @return {@literal null} if it is not
     */
    default @Nullable Deprecation deprecation() {
        return details().deprecation();
    }
}

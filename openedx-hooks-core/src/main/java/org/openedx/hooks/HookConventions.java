/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a hook should be like. Unlike the rules that {@link InvalidHookException} is about, these are good advice: hooks
 * that Open edX ships do not follow all of them.
 *
 * @since 0.1.0
 */
public final class HookConventions {

    private static final Pattern KIND_IN_NAME = Pattern.compile("(?<![A-Z])(?:Events?|Filters?)(?![a-z])");

    private static final Pattern SUFFIX = Pattern.compile("_(?:data|payload)$");

    private HookConventions() {}

    /**
     * What could be better about a hook.
     *
     * @param hook its definition
     * @return a sentence for each convention that it does not follow, with what to do; empty if there is none
     */
    public static List<String> advice(HookDefinition hook) {
        List<String> advice = new ArrayList<>();
        Matcher kind = KIND_IN_NAME.matcher(hook.hookClass().getSimpleName());
        if (kind.find()) {
            advice.add("%s should do without \"%s\" in its name, which says nothing (NAM-10)"
                    .formatted(hook.hookClass().getName(), kind.group()));
        }
        if (hook.kind() == HookKind.EVENT) {
            for (HookComponent component : hook.components()) {
                Matcher suffix = SUFFIX.matcher(component.name());
                if (suffix.find()) {
                    advice.add("%s should call its \"%s\" by what it is, without \"%s\" (NAM-13)"
                            .formatted(hook.hookClass().getName(), component.name(), suffix.group()));
                }
            }
        }
        return List.copyOf(advice);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Tells a native image what is read at run time: the indexes of hooks, and the records of all hooks with all records in
 * them, which definitions, the wire format and JSON read by reflection.
 */
final class HookHints implements BeanFactoryInitializationAotProcessor {

    private final BindingReflectionHintsRegistrar records = new BindingReflectionHintsRegistrar();

    /** A catalog is made only of what is on the class path, so it can be asked before the application runs. */
    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        HookCatalog catalog = beanFactory.getBeanProvider(HookCatalog.class).getIfAvailable();
        if (catalog == null) {
            return null;
        }
        List<HookDefinition> hooks = catalog.definitions();
        return (generation, code) -> register(hooks, generation.getRuntimeHints());
    }

    private void register(List<HookDefinition> hooks, RuntimeHints hints) {
        hints.resources()
                .registerPattern(HookCatalog.INDEX)
                .registerPattern(HookDocs.FILE)
                .registerPattern("org/openedx/hooks/spring/event/version.txt");
        for (HookDefinition hook : hooks) {
            records.registerReflectionHints(hints.reflection(), hook.hookClass());
            if (hook instanceof OpenEdxPublicFilter<?> filter) {
                filter.exceptions().forEach(exception -> hints.reflection().registerType(exception));
            }
        }
    }
}

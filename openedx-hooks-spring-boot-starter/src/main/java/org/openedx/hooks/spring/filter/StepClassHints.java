/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Tells a native image which classes are steps only because the configuration names them. What is wrong with the
 * configuration is said when the application starts: it may be another one then.
 */
final class StepClassHints implements BeanFactoryInitializationAotProcessor {

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beanFactory) {
        HookCatalog catalog = beanFactory.getBeanProvider(HookCatalog.class).getIfAvailable();
        ConfigurableEnvironment environment =
                beanFactory.getBeanProvider(ConfigurableEnvironment.class).getIfAvailable();
        if (catalog == null || environment == null) {
            return null;
        }
        StepResolver resolver = new StepResolver(beanFactory);
        Set<Class<?>> made = new LinkedHashSet<>();
        Set<Class<?>> options = new LinkedHashSet<>();
        names(catalog, environment).forEach(name -> {
            boolean bean = beanFactory.containsBean(name);
            Class<?> type = bean ? resolver.targetClass(name) : resolver.findClass(name);
            if (type != null && PipelineStep.class.isAssignableFrom(type)) {
                Optional.ofNullable(OptionCheck.optionsOf(type)).ifPresent(options::add);
                if (!bean) {
                    made.add(type);
                }
            }
        });
        return (generation, code) -> {
            ReflectionHints hints = generation.getRuntimeHints().reflection();
            made.forEach(step -> hints.registerType(step, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS));
            new BindingReflectionHintsRegistrar().registerReflectionHints(hints, options.toArray(Class<?>[]::new));
        };
    }

    private static Stream<String> names(HookCatalog catalog, ConfigurableEnvironment environment) {
        ConfigurationProblems problems = new ConfigurationProblems();
        return FilterNames.in(catalog.types()).read(environment, problems).entrySet().stream()
                .map(entry -> PipelineEntry.read(entry.getKey(), entry.getValue(), problems)
                        .steps())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .map(StepEntry::name);
    }
}

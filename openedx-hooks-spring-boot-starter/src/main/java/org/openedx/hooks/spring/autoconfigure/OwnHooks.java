/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.List;
import java.util.Objects;

import org.openedx.hooks.HookConventions;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * The hooks in the application's own packages.
 *
 * @param classNames names, since code that is generated ahead of time cannot write down a class that it may not see
 */
record OwnHooks(List<String> classNames) {

    private static final Logger LOGGER = LoggerFactory.getLogger(OwnHooks.class);

    /** Tells what could be better about them, once they are known to be valid. */
    void advise(ClassLoader classLoader) {
        for (Class<?> hookClass : load(classLoader)) {
            HookDefinition hook = OpenEdxEvent.class.isAssignableFrom(hookClass)
                    ? OpenEdxPublicSignal.of(hookClass.asSubclass(OpenEdxEvent.class))
                    : OpenEdxPublicFilter.of(hookClass.asSubclass(OpenEdxFilter.class));
            HookConventions.advice(hook).forEach(LOGGER::warn);
        }
    }

    List<? extends Class<?>> load(ClassLoader classLoader) {
        return classNames.stream()
                .map(name -> ClassUtils.resolveClassName(name, classLoader))
                .toList();
    }

    /**
     * Finds them as Boot finds entities, and puts them into the definition of their bean: there they still are when an
     * application that was processed ahead of time starts, and has nothing to scan.
     */
    static final class Registrar implements ImportBeanDefinitionRegistrar {

        private final BeanFactory beanFactory;

        Registrar(BeanFactory beanFactory) {
            this.beanFactory = beanFactory;
        }

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            RootBeanDefinition definition = new RootBeanDefinition(OwnHooks.class);
            definition.getConstructorArgumentValues().addIndexedArgumentValue(0, find());
            definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
            registry.registerBeanDefinition(OwnHooks.class.getName(), definition);
        }

        private List<String> find() {
            if (!AutoConfigurationPackages.has(beanFactory)) {
                return List.of();
            }
            ClassPathScanningCandidateComponentProvider scanner =
                    new ClassPathScanningCandidateComponentProvider(false);
            scanner.addIncludeFilter(new AnnotationTypeFilter(EventHook.class));
            scanner.addIncludeFilter(new AnnotationTypeFilter(FilterHook.class));
            return AutoConfigurationPackages.get(beanFactory).stream()
                    .flatMap(basePackage -> scanner.findCandidateComponents(basePackage).stream())
                    .map(candidate -> Objects.requireNonNull(candidate.getBeanClassName()))
                    .distinct()
                    .toList();
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.TestPropertySourceUtils;

/**
 * Brings what {@link OpenEdxHooksTest} needs into an application context, and so apart from the contexts without it.
 */
record HooksContextCustomizer(boolean robust) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        if (!robust) {
            TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, "openedx.hooks.events.robust=false");
        }
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
        register(registry, RecordedHooks.class);
        register(registry, HookRecorder.class);
        register(registry, HookIsolation.class);
    }

    private static void register(BeanDefinitionRegistry registry, Class<?> beanClass) {
        RootBeanDefinition definition = new RootBeanDefinition(beanClass);
        definition.setAutowireMode(AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR);
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        registry.registerBeanDefinition(beanClass.getName(), definition);
    }

    /** Spring makes it. */
    static final class Factory implements ContextCustomizerFactory {

        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
            OpenEdxHooksTest test = TestContextAnnotationUtils.findMergedAnnotation(testClass, OpenEdxHooksTest.class);
            return test == null ? null : new HooksContextCustomizer(test.robust());
        }
    }
}

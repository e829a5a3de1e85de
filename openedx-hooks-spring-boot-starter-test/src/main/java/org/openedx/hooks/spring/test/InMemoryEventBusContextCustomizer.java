/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.support.TestPropertySourceUtils;

/** Brings the {@link InMemoryEventBus} into an application context, and so apart from the contexts without it. */
record InMemoryEventBusContextCustomizer() implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
        TestPropertySourceUtils.addInlinedPropertiesToEnvironment(
                context, "event-bus.producer=" + InMemoryEventBus.NAME, "event-bus.consumer=" + InMemoryEventBus.NAME);
        ((BeanDefinitionRegistry) context.getBeanFactory())
                .registerBeanDefinition(
                        InMemoryEventBus.class.getName(),
                        new RootBeanDefinition(InMemoryEventBus.class, () -> bus(context)));
    }

    private static InMemoryEventBus bus(ConfigurableApplicationContext context) {
        InMemoryEventBus bus = new InMemoryEventBus();
        bus.waitWhile(() -> context.getBeanProvider(EventBusPublishing.class).stream()
                .anyMatch(publishing -> publishing.status().waiting() > 0));
        return bus;
    }

    /** Spring makes it. */
    static final class Factory implements ContextCustomizerFactory {

        @Override
        public @Nullable ContextCustomizer createContextCustomizer(
                Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
            return TestContextAnnotationUtils.hasAnnotation(testClass, InMemoryEventBusTest.class)
                    ? new InMemoryEventBusContextCustomizer()
                    : null;
        }
    }
}

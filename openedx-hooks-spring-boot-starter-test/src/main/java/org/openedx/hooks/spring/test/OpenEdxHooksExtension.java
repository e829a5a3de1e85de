/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.lang.reflect.Method;
import java.util.Objects;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Isolates each test of a class with {@link OpenEdxHooksTest}, and gives it what was recorded. */
final class OpenEdxHooksExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(OpenEdxHooksExtension.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        OpenEdxHooksTest test = Objects.requireNonNull(
                TestContextAnnotationUtils.findMergedAnnotation(testClass, OpenEdxHooksTest.class));
        HookIsolation isolation = bean(context, HookIsolation.class);
        isolation.begin(test, testClass);
        context.getStore(NAMESPACE).put(HookIsolation.class, isolation);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        HookIsolation isolation = context.getStore(NAMESPACE).remove(HookIsolation.class, HookIsolation.class);
        if (isolation != null) {
            isolation.end();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RecordedHooks.class
                && parameter.getDeclaringExecutable() instanceof Method
                && !parameter.isAnnotated(Autowired.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return bean(context, RecordedHooks.class);
    }

    private static <T> T bean(ExtensionContext context, Class<T> type) {
        return SpringExtension.getApplicationContext(context).getBean(type);
    }
}

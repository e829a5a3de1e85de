/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilterException;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Finds what the names of steps stand for, and whether that fits the filter, without making any step. Names come from
 * configuration, so the classes that they name are looked at but never initialized, unless they turn out to be steps.
 */
final class StepResolver {

    private final ConfigurableListableBeanFactory beanFactory;

    private final Map<Class<?>, Supplier<PipelineStep<OpenEdxFilter>>> byClass = new HashMap<>();

    private final List<Object> made = new CopyOnWriteArrayList<>();

    StepResolver(ConfigurableListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    ResolvedStep resolve(String name, OpenEdxPublicFilter<?> filter) {
        if (beanFactory.containsBean(name)) {
            return bean(name, filter);
        }
        Class<?> type = findClass(name);
        return type != null ? classOrItsBean(type, filter) : new ResolvedStep.Missing(unknown(name, filter));
    }

    /** Ends the lives of the steps that were made from their classes. */
    void destroy() {
        made.forEach(beanFactory::destroyBean);
    }

    private ResolvedStep bean(String name, OpenEdxPublicFilter<?> filter) {
        Class<?> type = targetClass(name);
        if (!beanFactory.isTypeMatch(name, PipelineStep.class)) {
            return new ResolvedStep.Missing(
                    "the bean \"%s\" is no step: it is a %s, which does not implement PipelineStep."
                            .formatted(name, type.getName()));
        }
        ResolvedStep found = new ResolvedStep.Found(name, type, () -> instance(name));
        ResolvedStep fitting = ifFits(name, definedType(name), filter, found);
        return ifFits(name, ResolvableType.forClass(type), filter, fitting);
    }

    private ResolvedStep classOrItsBean(Class<?> type, OpenEdxPublicFilter<?> filter) {
        if (!PipelineStep.class.isAssignableFrom(type)) {
            return new ResolvedStep.Missing(
                    "the class %s is no step: it does not implement PipelineStep.".formatted(type.getName()));
        }
        List<String> beans = stepBeans()
                .filter(bean -> targetClass(bean).equals(type))
                .sorted()
                .toList();
        if (beans.size() == 1) {
            return bean(beans.get(0), filter);
        }
        if (!beans.isEmpty()) {
            return new ResolvedStep.Missing("the class %s has several beans; name one of them: %s."
                    .formatted(type.getName(), String.join(", ", beans)));
        }
        if (Modifier.isAbstract(type.getModifiers())) {
            return new ResolvedStep.Missing("the class %s is abstract and has no bean.".formatted(type.getName()));
        }
        return ifFits(
                type.getName(),
                ResolvableType.forClass(type),
                filter,
                new ResolvedStep.Found(null, type, byClass.computeIfAbsent(type, this::once)));
    }

    /** A step whose type does not say which filter it is for is believed to be for this one. */
    private static ResolvedStep ifFits(
            String name, ResolvableType step, OpenEdxPublicFilter<?> filter, ResolvedStep found) {
        Class<?> accepted = step.as(PipelineStep.class).getGeneric(0).resolve(OpenEdxFilter.class);
        return accepted.isAssignableFrom(filter.hookClass())
                ? found
                : new ResolvedStep.Missing("\"%s\" is a step for %s, not for %s."
                        .formatted(
                                name,
                                accepted.getSimpleName(),
                                filter.hookClass().getSimpleName()));
    }

    private Supplier<PipelineStep<OpenEdxFilter>> once(Class<?> type) {
        return SingletonSupplier.of(() -> {
            PipelineStep<OpenEdxFilter> step = made(() -> beanFactory.createBean(type));
            made.add(step);
            return step;
        });
    }

    /**
     * Only a singleton that exists anyway is kept; others are asked for at each run, so a prototype is new (FLT-14).
     */
    private PipelineStep<OpenEdxFilter> instance(String bean) {
        Supplier<PipelineStep<OpenEdxFilter>> step = () -> made(() -> present(bean));
        if (beanFactory.isSingleton(bean) && !isLazy(bean)) {
            return step.get();
        }
        if (beanFactory.isTypeMatch(bean, AsyncPipelineStep.class)) {
            AsyncPipelineStep<OpenEdxFilter> async = (filter, context) ->
                    ((AsyncPipelineStep<OpenEdxFilter>) step.get()).runFilterAsync(filter, context);
            return async;
        }
        return (filter, context) -> step.get().runFilter(filter, context);
    }

    /** What a method returns as {@code null} is a bean too. */
    private Object present(String bean) {
        Object step = beanFactory.getBean(bean);
        if (step instanceof PipelineStep) {
            return step;
        }
        throw new IllegalStateException(
                "The bean \"%s\" is null: there is no step. Let the method that makes it return one, or take it out of the pipeline"
                        .formatted(Printable.of(bean, 200)));
    }

    /** A step that halts while it is made halts (FLT-8). */
    @SuppressWarnings("unchecked")
    private static PipelineStep<OpenEdxFilter> made(Supplier<Object> step) {
        try {
            return (PipelineStep<OpenEdxFilter>) step.get();
        } catch (BeansException ex) {
            throw ex.getMostSpecificCause() instanceof OpenEdxFilterException halt ? halt : ex;
        }
    }

    private boolean isLazy(String bean) {
        try {
            return beanFactory.getMergedBeanDefinition(bean).isLazyInit();
        } catch (NoSuchBeanDefinitionException ex) {
            return false;
        }
    }

    /** What the definition promises: the only place that says which filter a lambda is for. */
    private ResolvableType definedType(String bean) {
        try {
            return beanFactory.getMergedBeanDefinition(bean).getResolvableType();
        } catch (NoSuchBeanDefinitionException ex) {
            return ResolvableType.NONE;
        }
    }

    /** The class of a bean, without proxies. */
    Class<?> targetClass(String bean) {
        Class<?> type = AutoProxyUtils.determineTargetClass(beanFactory, bean);
        return type == null ? Object.class : ClassUtils.getUserClass(type);
    }

    private Stream<String> stepBeans() {
        return Stream.of(
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, PipelineStep.class, true, false));
    }

    @Nullable
    Class<?> findClass(String name) {
        try {
            return ClassUtils.forName(name, beanFactory.getBeanClassLoader());
        } catch (ClassNotFoundException | LinkageError ex) {
            return null;
        }
    }

    private String unknown(String name, OpenEdxPublicFilter<?> filter) {
        int end = Math.max(name.lastIndexOf('.'), Math.max(name.lastIndexOf('#'), name.lastIndexOf(':')));
        Class<?> owner = end < 0 ? null : findClass(name.substring(0, end).replaceAll(":$", ""));
        if (owner != null && hasMethod(owner, name.substring(end + 1))) {
            return "\"%s\" is a method; a step is a bean, or a class that implements PipelineStep (DIV-15)."
                    .formatted(name);
        }
        Set<String> beans = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        stepBeans()
                .filter(bean -> bean(bean, filter) instanceof ResolvedStep.Found)
                .forEach(bean -> {
                    beans.add(bean);
                    names.add(targetClass(bean).getName());
                });
        names.removeIf(type -> findClass(type) == null); // lambdas
        names.addAll(beans);
        return "no bean or class is named \"%s\". %s"
                .formatted(name, ConfigurationProblems.suggestion(name, names, beans, "steps for this filter"));
    }

    private static boolean hasMethod(Class<?> owner, String name) {
        try {
            return Stream.of(owner.getDeclaredMethods()).map(Method::getName).anyMatch(name::equals);
        } catch (LinkageError ex) {
            return false;
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Listens to all events, before their receivers, and to all runs of filters. It takes any event of Spring, so that
 * nobody takes it for a receiver of Open edX events.
 */
final class HookRecorder
        implements ApplicationListener<ApplicationEvent>, BeanPostProcessor, HookObserver.Factory, PriorityOrdered {

    private final RecordedHooks hooks;

    private final FilterWatch watch = new FilterWatch();

    HookRecorder(RecordedHooks hooks) {
        this.hooks = hooks;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof OpenEdxApplicationEvent<?> envelope) {
            hooks.add(envelope);
        }
    }

    /** A proxy keeps whatever else the bean is to Spring. */
    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof OpenEdxFilters filters)) {
            return bean;
        }
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.addAdvice((MethodInterceptor) call -> {
            if (call.getArguments().length == 0 || !(call.getArguments()[0] instanceof OpenEdxFilter filter)) {
                return call.proceed();
            }
            return switch (call.getMethod().getName()) {
                case "run" -> run(filters, filter);
                case "runAsync" -> runAsync(filters, filter, call.getArguments());
                default -> call.proceed();
            };
        });
        return proxy.getProxy();
    }

    private <F extends OpenEdxFilter> @Nullable F run(OpenEdxFilters filters, F filter) {
        FilterRun<F> run = watch.run(filter, filters::run);
        hooks.add(run);
        return run.resultOrThrow();
    }

    private <F extends OpenEdxFilter> CompletableFuture<F> runAsync(
            OpenEdxFilters filters, F filter, Object[] arguments) {
        return watch.runAsync(
                filter,
                data -> arguments.length > 1 ? filters.runAsync(data, (Executor) arguments[1]) : filters.runAsync(data),
                hooks::add);
    }

    @Override
    public HookObserver forHook(HookDefinition hook) {
        return watch.forHook(hook);
    }

    @Override
    public HookObserver forPart(HookDefinition hook, String part) {
        return watch.forPart(hook, part);
    }
}

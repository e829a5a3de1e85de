/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;

/**
 * Lets a receiver with {@link Async} be timed and reported on the thread on which it runs (SND-4). It adds to the proxy
 * that Spring has made: before the advice that changes the thread, to remember for which receiver it does so, and
 * behind it, to watch the run. Transactions, Spring Modulith's completion of publications and all other advice are
 * further inside, and see exceptions before they are kept.
 *
 * <p>It makes no proxies and depends on no other bean. It is not ordered, and so comes after the post-processor that
 * makes methods asynchronous.
 */
final class AsyncReceiverPostProcessor implements BeanPostProcessor {

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof Advised advised && !advised.isFrozen()) {
            Advisor[] advisors = advised.getAdvisors();
            for (int i = 0; i < advisors.length; i++) {
                if (advisors[i] instanceof AsyncAnnotationAdvisor) {
                    advised.addAdvisor(i + 1, Advisors.BEHIND);
                    advised.addAdvisor(i, Advisors.BEFORE);
                    break;
                }
            }
        }
        return bean;
    }

    /** Apart, since most applications have no such receiver. */
    private static final class Advisors {

        static final Advisor BEFORE = new DefaultPointcutAdvisor(new Receivers(), (MethodInterceptor) invocation -> {
            HandOver handOver = HandOver.take();
            if (handOver != null) {
                ((ProxyMethodInvocation) invocation).setUserAttribute(HandOver.class.getName(), handOver);
            }
            return invocation.proceed();
        });

        static final Advisor BEHIND = new DefaultPointcutAdvisor(new Receivers(), (MethodInterceptor) invocation -> {
            Object handOver = ((ProxyMethodInvocation) invocation).getUserAttribute(HandOver.class.getName());
            return handOver == null ? invocation.proceed() : ((HandOver) handOver).run(invocation);
        });
    }

    private static final class Receivers extends StaticMethodMatcherPointcut {

        @Override
        public boolean matches(Method method, Class<?> targetClass) {
            Method specific = AopUtils.getMostSpecificMethod(method, targetClass);
            return AnnotatedElementUtils.hasAnnotation(specific, EventListener.class) && Receiver.isReceiver(specific);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookObserver;
import org.openedx.hooks.event.OpenEdxEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringUtils;

/** A method that receives Open edX events: what it takes, and how it is called. */
final class Receiver {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private final String beanName;

    private final String name;

    private final Method method;

    private final @Nullable String condition;

    /** What the method takes where its own class leaves that to subclasses. */
    private final @Nullable ResolvableType resolved;

    private final Class<?> parameterType;

    private final boolean takesEnvelope;

    private final boolean async;

    private final Map<EventObservers, Observed> observers = new ConcurrentHashMap<>();

    /** Most receivers take one type of event: the observer of the last one is nearly always the right one. */
    private volatile @Nullable Observed last;

    private volatile boolean canBeDirect;

    private volatile @Nullable Consumer<Object> direct;

    /** Counts the beans that are gone. */
    private volatile int gone;

    /** Whether another thread may take the event; not once it has turned out that none does. */
    private volatile boolean handsOver;

    Receiver(String beanName, Class<?> beanClass, Method method, @Nullable String condition, boolean isSingleton) {
        this.beanName = beanName;
        this.method = method;
        this.name = beanName + "#" + uniqueName(method, beanClass);
        this.condition = StringUtils.hasText(condition) ? condition : null;
        this.canBeDirect = this.condition == null && isSingleton && DirectCall.isPossible(method);
        this.resolved = resolved(method, beanClass);
        this.parameterType = resolved != null
                ? resolved.toClass()
                : method.getParameterCount() == 1 ? method.getParameterTypes()[0] : Object.class;
        this.takesEnvelope = ApplicationEvent.class.isAssignableFrom(parameterType);
        this.async = isAsync(method, beanClass);
        this.handsOver = async;
    }

    /** The method's name, with what it takes if another receiver of the bean has the same name. */
    private static String uniqueName(Method method, Class<?> beanClass) {
        List<Method> sameName = Stream.of(ReflectionUtils.getUniqueDeclaredMethods(ClassUtils.getUserClass(beanClass)))
                .filter(other -> other.getName().equals(method.getName())
                        && AnnotatedElementUtils.hasAnnotation(other, EventListener.class)
                        && isReceiver(other))
                .toList();
        if (sameName.size() < 2) {
            return method.getName();
        }
        String what = taken(method, Class::getSimpleName);
        boolean clear = sameName.stream()
                        .filter(other -> taken(other, Class::getSimpleName).equals(what))
                        .count()
                == 1;
        return method.getName() + "(" + (clear ? what : taken(method, Class::getName)) + ")";
    }

    private static String taken(Method method, Function<Class<?>, String> name) {
        return Stream.of(method.getParameterTypes()).map(name).collect(Collectors.joining(", "));
    }

    /** Spring asks the method alone, which would take every event where the bean's class says which one. */
    private static @Nullable ResolvableType resolved(Method method, Class<?> beanClass) {
        if (method.getParameterCount() != 1) {
            return null;
        }
        ResolvableType alone = ResolvableType.forMethodParameter(method, 0);
        return alone.getType() instanceof TypeVariable<?> || alone.hasUnresolvableGenerics()
                ? ResolvableType.forMethodParameter(method, 0, ClassUtils.getUserClass(beanClass))
                : null;
    }

    /** Whether Spring is asked to run a method on another thread. */
    static boolean isAsync(Method method, Class<?> beanClass) {
        return AnnotatedElementUtils.hasAnnotation(method, Async.class)
                || AnnotatedElementUtils.hasAnnotation(beanClass, Async.class);
    }

    /** Whether a listener method receives Open edX events and nothing else. */
    static boolean isReceiver(Method method) {
        if (method.getParameterCount() == 1) {
            return isOpenEdx(ResolvableType.forMethodParameter(method, 0));
        }
        EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
        if (method.getParameterCount() > 1 || annotation == null || annotation.classes().length == 0) {
            return false;
        }
        for (Class<?> type : annotation.classes()) {
            if (!isOpenEdx(ResolvableType.forClass(type))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOpenEdx(ResolvableType type) {
        if (OpenEdxEvent.class.isAssignableFrom(type.toClass())
                || OpenEdxApplicationEvent.class.isAssignableFrom(type.toClass())) {
            return true;
        }
        Class<?> payload = type.as(PayloadApplicationEvent.class).getGeneric().resolve();
        return payload != null && OpenEdxEvent.class.isAssignableFrom(payload);
    }

    String beanName() {
        return beanName;
    }

    String methodName() {
        return method.getName();
    }

    String name() {
        return name;
    }

    /** The expression that decides whether it runs, {@literal null} for always. */
    @Nullable
    String condition() {
        return condition;
    }

    boolean takesEnvelope() {
        return takesEnvelope;
    }

    boolean isAsync() {
        return async;
    }

    /** Whether the bean's class allows an event that the method alone would take. */
    boolean supports(ResolvableType eventType) {
        return resolved == null
                || resolved.isAssignableFrom(eventType)
                || resolved.isAssignableFrom(
                        eventType.as(PayloadApplicationEvent.class).getGeneric());
    }

    boolean handsOver() {
        return handsOver;
    }

    void handsOver(boolean whetherItDoes) {
        handsOver = whetherItDoes;
    }

    /** Calls the method as compiled code would; {@literal null} if only Spring can call it. */
    @Nullable
    Consumer<Object> direct(Bean bean) {
        Consumer<Object> known = direct;
        return known != null || !canBeDirect ? known : makeDirect(bean);
    }

    private @Nullable Consumer<Object> makeDirect(Bean bean) {
        int before = gone;
        Consumer<Object> made = DirectCall.of(method, bean.get(this::forget));
        canBeDirect = made != null;
        if (before == gone) {
            direct = made;
        }
        return made;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // that it changes is enough
    private void forget() {
        gone++;
        direct = null;
    }

    /** Who is told of its runs with events of one type. */
    Observed observed(EventObservers event) {
        Observed current = last;
        if (current == null || current.event != event) {
            current = observers.computeIfAbsent(event, this::observe);
            last = current;
        }
        return current;
    }

    private Observed observe(EventObservers event) {
        Deprecation deprecation = event.signal().deprecation();
        if (deprecation != null) {
            log.warn("Receiver {} listens to {}, {}", name, event.signal(), deprecation);
        }
        HookObserver observer = event.ofReceiver(name);
        boolean taken = parameterType.isAssignableFrom(
                takesEnvelope ? OpenEdxApplicationEvent.class : event.signal().hookClass());
        return new Observed(event, observer, observer.isTiming(), taken, takesEnvelope);
    }

    /**
     * A receiver's runs with events of one type.
     *
     * @param observer who is told of them
     * @param taken whether the method takes these events at all
     * @param envelope whether it takes them with their metadata
     */
    record Observed(EventObservers event, HookObserver observer, boolean timed, boolean taken, boolean envelope) {}

    /** The bean that has the method. */
    @FunctionalInterface
    interface Bean {

        /** The bean to call the method on, until it is gone. */
        Object get(Runnable gone);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.reflect.Method;
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
import org.openedx.hooks.HookOutcome;
import org.openedx.hooks.HookRun;
import org.openedx.hooks.NestedHooks;
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

/**
 * What the two adapters of receiver methods have in common: they keep a receiver's exception from the sender and from
 * the other receivers, and report how it went (SND-4).
 */
final class Receiver {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.event");

    private final String beanName;

    private final String methodName;

    private final String name;

    private final @Nullable String condition;

    private final Method method;

    private final Class<?> parameterType;

    private final boolean takesEnvelope;

    private final boolean async;

    private final ReceiverContext context;

    private final Map<EventChannel, Observed> observers = new ConcurrentHashMap<>();

    /** Most receivers take one type of event: the observer of the last one is nearly always the right one. */
    private volatile @Nullable Observed last;

    private volatile boolean canBeDirect;

    private volatile @Nullable Consumer<Object> direct;

    /** Whether another thread may take the event; not once it has turned out that none does. */
    private volatile boolean handsOver;

    private volatile boolean reportsForItself;

    Receiver(String beanName, Class<?> beanClass, Method method, @Nullable String condition, ReceiverContext context) {
        this.beanName = beanName;
        this.method = method;
        this.condition = StringUtils.hasText(condition) ? condition : null;
        this.canBeDirect = this.condition == null && context.isSingleton(beanName) && DirectCall.isPossible(method);
        this.parameterType = method.getParameterCount() == 1 ? method.getParameterTypes()[0] : Object.class;
        this.takesEnvelope = ApplicationEvent.class.isAssignableFrom(parameterType);
        this.methodName = method.getName();
        this.name = beanName + "#" + uniqueName(method, beanClass);
        this.async = isAsync(method, beanClass);
        this.handsOver = async;
        this.context = context;
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
        return methodName;
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

    /** Whether it reports its failures on its own thread, so that nobody else needs to. */
    boolean reportsForItself() {
        return reportsForItself;
    }

    void reportsForItself(boolean whetherItDoes) {
        reportsForItself = whetherItDoes;
    }

    void receive(ApplicationEvent event, ReceiverListener listener) {
        OpenEdxApplicationEvent<?> envelope =
                event instanceof OpenEdxApplicationEvent<?> sent ? sent : context.envelope(event);
        if (envelope != null) {
            receive(envelope, listener);
        } else if (listener.accepts(event)) {
            listener.invoke(event);
        }
    }

    private void receive(OpenEdxApplicationEvent<?> envelope, ReceiverListener listener) {
        envelope.markHeard();
        Observed how = observed(envelope.channel());
        if (handsOver) {
            handOver(envelope, listener, how);
            return;
        }
        NestedHooks thread = null;
        HookRun outer = null;
        HookRun run = how.observer;
        AuditTrail audit = envelope.audit();
        boolean timed = how.timed || audit != null;
        long started = timed ? envelope.startClock() : 0;
        HookOutcome outcome = HookOutcome.SUCCESS;
        Throwable failure = null;
        try {
            Consumer<Object> call = direct != null ? direct : directCall(listener);
            Object argument = takesEnvelope ? envelope : envelope.getPayload();
            if (call == null ? !listener.accepts(envelope) : !parameterType.isInstance(argument)) {
                return;
            }
            if (how.timed) {
                thread = NestedHooks.ofThread();
                outer = thread.current();
                thread.resume(envelope.inside());
                run = thread.start(how.observer);
            }
            if (call == null) {
                listener.invoke(envelope);
            } else {
                call.accept(argument);
            }
        } catch (Throwable ex) {
            failure = Failures.unwrap(ex);
            outcome = HookOutcome.FAILURE;
        } finally {
            if (thread != null) {
                thread.resume(outer);
            }
        }
        long nanos = timed ? envelope.stopClock() - started : 0;
        if (how.timed || failure != null) {
            run.ended(outcome, nanos, failure);
        }
        if (audit != null) {
            audit.received(envelope, name, nanos, failure);
        }
        if (failure != null) {
            failed(envelope, failure);
        }
    }

    /** The run is observed on its own thread; here only what never gets there, and what nobody there would tell. */
    private void handOver(OpenEdxApplicationEvent<?> envelope, ReceiverListener listener, Observed how) {
        AuditTrail audit = envelope.audit();
        boolean timed = how.timed || audit != null;
        long started = timed ? envelope.startClock() : 0;
        boolean taken = false;
        Throwable failure = null;
        try {
            if (!listener.accepts(envelope)) {
                return;
            }
            taken = new HandOver(this, how.observer, how.timed, envelope, context)
                    .offer(() -> listener.invoke(envelope));
            handsOver = taken;
            if (taken && audit != null) {
                audit.handedOver(name);
            }
        } catch (Throwable ex) {
            failure = Failures.unwrap(ex);
        }
        long nanos = timed ? envelope.stopClock() - started : 0;
        if (failure != null || (how.timed && !taken)) {
            how.observer.ended(failure == null ? HookOutcome.SUCCESS : HookOutcome.FAILURE, nanos, failure);
        }
        if (audit != null && (failure != null || !taken)) {
            audit.received(envelope, name, nanos, failure);
        }
        if (failure != null) {
            failed(envelope, failure);
        }
    }

    private void failed(OpenEdxApplicationEvent<?> envelope, Throwable failure) {
        if (!envelope.isRobust() || failure instanceof VirtualMachineError) {
            throw Failures.<RuntimeException>unchanged(failure);
        }
        Failures.report(envelope, name, failure);
    }

    private @Nullable Consumer<Object> directCall(ReceiverListener listener) {
        if (canBeDirect) {
            direct = DirectCall.of(method, listener.bean());
            canBeDirect = direct != null;
        }
        return direct;
    }

    private Observed observed(EventChannel channel) {
        Observed current = last;
        if (current == null || current.channel != channel) {
            current = observers.computeIfAbsent(channel, this::observe);
            last = current;
        }
        return current;
    }

    private Observed observe(EventChannel channel) {
        Deprecation deprecation = channel.signal().deprecation();
        if (deprecation != null) {
            log.warn("Receiver {} listens to {}, {}", name, channel.signal(), deprecation);
        }
        HookObserver observer = channel.receiverObserver(name);
        return new Observed(channel, observer, observer.isTiming());
    }

    private record Observed(EventChannel channel, HookObserver observer, boolean timed) {}
}

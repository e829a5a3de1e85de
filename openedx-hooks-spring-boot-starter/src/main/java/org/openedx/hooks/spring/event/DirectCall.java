/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NativeDetector;

/**
 * Calls a receiver's method as compiled code would, without looking up the bean and without reflection. What it cannot
 * call is left to Spring's way, which is slower and does everything.
 */
final class DirectCall {

    private static final Logger log = LoggerFactory.getLogger(DirectCall.class);

    /** By class, so that they do not outlive it: what makes the calls of its methods. Beans of a class share them. */
    private static final ClassValue<Map<Method, MethodHandle>> CALLS = new ClassValue<>() {
        @Override
        protected Map<Method, MethodHandle> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private DirectCall() {}

    /** Whether a method can be called directly: it returns nothing that would have to be published. */
    static boolean isPossible(Method method) {
        return method.getReturnType() == void.class
                && method.getParameterCount() == 1
                && !Modifier.isStatic(method.getModifiers())
                && !NativeDetector.inNativeImage();
    }

    /** The call of a method on a bean, {@literal null} if the JVM does not allow it. */
    @SuppressWarnings("unchecked")
    static @Nullable Consumer<Object> of(Method method, Object bean) {
        try {
            Map<Method, MethodHandle> known = CALLS.get(method.getDeclaringClass());
            MethodHandle call = known.get(method);
            if (call == null) {
                call = callsOf(method);
                known.put(method, call);
            }
            return (Consumer<Object>) call.invoke(bean);
        } catch (Throwable ex) {
            if (ex instanceof VirtualMachineError error) {
                throw error;
            }
            log.debug("{} is called by reflection", method, ex);
            return null;
        }
    }

    /** Makes the calls of a method from a bean. */
    private static MethodHandle callsOf(Method method) throws ReflectiveOperationException, LambdaConversionException {
        Class<?> declaring = method.getDeclaringClass();
        MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(declaring, MethodHandles.lookup());
        return LambdaMetafactory.metafactory(
                        lookup,
                        "accept",
                        MethodType.methodType(Consumer.class, declaring),
                        MethodType.methodType(void.class, Object.class),
                        lookup.unreflect(method),
                        MethodType.methodType(void.class, method.getParameterTypes()[0]))
                .getTarget();
    }
}

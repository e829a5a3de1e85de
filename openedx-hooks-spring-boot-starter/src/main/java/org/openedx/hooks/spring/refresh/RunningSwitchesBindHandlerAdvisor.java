/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.refresh;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Keeps a switch that is neither on nor off from ending Spring Cloud's refresh, which binds all properties of a running
 * application again and stops at the first that is wrong. The refresher of hooks refuses such a switch by itself.
 */
final class RunningSwitchesBindHandlerAdvisor
        implements ConfigurationPropertiesBindHandlerAdvisor, SmartInitializingSingleton {

    private static final ConfigurationPropertyName SWITCHES = ConfigurationPropertyName.of("openedx.hooks.enabled");

    private volatile boolean running;

    @Override
    public void afterSingletonsInstantiated() {
        running = true;
    }

    @Override
    public BindHandler apply(BindHandler bindHandler) {
        return new AbstractBindHandler(bindHandler) {

            @Override
            public @Nullable Object onFailure(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
                    throws Exception {
                return running && SWITCHES.isAncestorOf(name) ? null : super.onFailure(name, target, context, error);
            }
        };
    }
}

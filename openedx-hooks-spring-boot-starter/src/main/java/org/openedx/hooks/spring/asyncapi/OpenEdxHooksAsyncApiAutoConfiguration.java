/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.asyncapi;

import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.wire.AsyncApi;
import org.openedx.hooks.wire.AsyncApiOperation;
import org.openedx.hooks.wire.EventCodecs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the AsyncAPI document of an application. Nothing of it is made before somebody asks for it.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = OpenEdxEventsAutoConfiguration.class)
@ConditionalOnBean(EventReceivers.class)
public final class OpenEdxHooksAsyncApiAutoConfiguration {

    OpenEdxHooksAsyncApiAutoConfiguration() {}

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ApplicationAsyncApi openEdxHooksAsyncApi(
            Environment environment,
            HookDocs docs,
            EventCodecs codecs,
            HookCatalog catalog,
            EventReceivers receivers,
            ObjectProvider<AsyncApiOperation.Source> sources) {
        return new ApplicationAsyncApi(
                environment.getProperty("spring.application.name", "Open edX hooks"),
                environment.getProperty("spring.application.version", "unversioned"),
                new AsyncApi(docs, codecs),
                catalog,
                receivers,
                () -> sources.orderedStream()
                        .flatMap(source -> source.operations().stream())
                        .toList());
    }
}

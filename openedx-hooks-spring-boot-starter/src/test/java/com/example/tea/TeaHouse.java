/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.tea;

import java.util.ArrayList;
import java.util.List;

import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.FilterPipelineContribution;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration({
    OpenEdxHooksAutoConfiguration.class,
    OpenEdxEventsAutoConfiguration.class,
    OpenEdxFiltersAutoConfiguration.class
})
class TeaHouse {

    private final List<String> received = new ArrayList<>();

    List<String> received() {
        return received;
    }

    @Bean
    Kettle kettle() {
        return new Kettle("hot");
    }

    @Bean
    PipelineStep<TeaServingRequested> addSugar() {
        return (request, context) ->
                new TeaServingRequested(request.tea() + ", " + context.options().get("sugar") + " sugar");
    }

    @Bean
    PipelineStep<TeaServingRequested> pour() {
        return (request, context) -> new TeaServingRequested("poured " + request.tea());
    }

    @Bean
    FilterPipelineContribution teaPipeline() {
        return FilterPipelineContribution.to(TeaServingRequested.class, "pour");
    }

    @EventListener
    @Order(1)
    void spill(TeaServed event) {
        throw new IllegalStateException("spilt");
    }

    @EventListener
    @Order(2)
    void drink(TeaServed event) {
        received.add(event.cups().get(0).tea());
    }

    @EventListener(condition = "#event.payload.cups.size() > 1")
    @Order(3)
    void celebrate(OpenEdxApplicationEvent<TeaServed> event) {
        received.add("party");
    }
}

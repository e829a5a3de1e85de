/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.StringUtils;

/** A contribution and the bean that it is. */
record Contributed(FilterPipelineContribution contribution, String origin) {

    /** The contributions of an application in the order of their beans, by filter type. */
    static Map<String, List<Contributed>> in(ConfigurableListableBeanFactory beanFactory) {
        Map<String, FilterPipelineContribution> beans =
                BeanFactoryUtils.beansOfTypeIncludingAncestors(beanFactory, FilterPipelineContribution.class);
        return beanFactory
                .getBeanProvider(FilterPipelineContribution.class)
                .orderedStream()
                .map(contribution -> new Contributed(contribution, origin(contribution, beans, beanFactory)))
                .collect(Collectors.groupingBy(
                        contributed -> contributed.contribution.filterType().value()));
    }

    /** The pipeline with these contributions in their places, around the operator's own steps. */
    static List<StepEntry> place(List<Contributed> contributions, PipelineEntry entry) {
        List<StepEntry> own = Objects.requireNonNullElse(entry.steps(), List.of());
        if (entry.steps() != null && entry.merge() == PipelineEntry.Merge.REPLACE) {
            return own;
        }
        List<StepEntry> first = steps(contributions, FilterPipelineContribution.First.class);
        List<StepEntry> last = steps(contributions, FilterPipelineContribution.Last.class);
        List<StepEntry> pipeline = new ArrayList<>();
        if (entry.merge() == PipelineEntry.Merge.PREPEND) {
            Stream.of(own, first, last).forEach(pipeline::addAll);
        } else {
            Stream.of(first, last, own).forEach(pipeline::addAll);
        }
        contributions.forEach(contributed -> contributed.insertInto(pipeline));
        return pipeline;
    }

    private static List<StepEntry> steps(
            List<Contributed> contributions, Class<? extends FilterPipelineContribution.Position> position) {
        return contributions.stream()
                .filter(contributed -> position.isInstance(contributed.contribution.position()))
                .flatMap(contributed -> contributed.steps().stream())
                .toList();
    }

    private void insertInto(List<StepEntry> pipeline) {
        List<String> names = pipeline.stream().map(StepEntry::name).toList();
        if (contribution.position() instanceof FilterPipelineContribution.Before before) {
            int index = names.indexOf(before.step());
            pipeline.addAll(index < 0 ? pipeline.size() : index, steps());
        } else if (contribution.position() instanceof FilterPipelineContribution.After after) {
            int index = names.lastIndexOf(after.step());
            pipeline.addAll(index < 0 ? pipeline.size() : index + 1, steps());
        }
    }

    private List<StepEntry> steps() {
        return contribution.steps().stream()
                .map(step -> StepEntry.of(step, origin))
                .toList();
    }

    private static String origin(
            FilterPipelineContribution contribution,
            Map<String, FilterPipelineContribution> beans,
            ConfigurableListableBeanFactory beanFactory) {
        return beans.entrySet().stream()
                .filter(bean -> bean.getValue().equals(contribution))
                .map(Map.Entry::getKey)
                .findFirst()
                .map(bean -> "bean \"%s\"%s".formatted(bean, definedIn(bean, beanFactory)))
                .orElse("a bean");
    }

    private static String definedIn(String bean, ConfigurableListableBeanFactory beanFactory) {
        String resource = beanFactory.containsBeanDefinition(bean)
                ? beanFactory.getBeanDefinition(bean).getResourceDescription()
                : null;
        return StringUtils.hasText(resource) ? " of " + resource : "";
    }
}

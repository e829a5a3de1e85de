/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.config.ConfigurationProblem;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** Application contexts with steps and a configuration from somewhere; what is added first wins. */
final class FilterContexts {

    static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class, OpenEdxFiltersAutoConfiguration.class))
            .withUserConfiguration(Steps.StepBeans.class);

    private FilterContexts() {}

    static ApplicationContextRunner yaml(String yaml) {
        return with(RUNNER, file(new YamlPropertySourceLoader(), "application.yml", yaml));
    }

    static ApplicationContextRunner properties(String properties) {
        return with(RUNNER, file(new PropertiesPropertySourceLoader(), "application.properties", properties));
    }

    static ApplicationContextRunner environment(Map<String, Object> variables) {
        return with(RUNNER, variables(variables));
    }

    static PropertySource<?> variables(Map<String, Object> variables) {
        return new SystemEnvironmentPropertySource("variables", variables);
    }

    static PropertySource<?> yamlFile(String name, String yaml) {
        return file(new YamlPropertySourceLoader(), name, yaml);
    }

    static ApplicationContextRunner with(ApplicationContextRunner runner, PropertySource<?> source) {
        return runner.withInitializer(
                context -> context.getEnvironment().getPropertySources().addLast(source));
    }

    private static PropertySource<?> file(PropertySourceLoader loader, String name, String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        try {
            List<PropertySource<?>> sources = loader.load(name, new ByteArrayResource(bytes, name));
            return sources.isEmpty() ? new EmptySource(name) : sources.get(0);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static String mode(ApplicationContext context) {
        return context.getBean(OpenEdxFilters.class).run(Steps.STARTED).mode();
    }

    static Map<String, Object> options(ApplicationContext context) {
        mode(context);
        return context.getBean(Steps.Seen.class).options();
    }

    static List<FilterPipelineDescription.Step> steps(ApplicationContext context) {
        return context.getBean(FilterPipelines.class).all().get(0).steps();
    }

    static List<ConfigurationProblem> problems(AssertableApplicationContext context) {
        for (Throwable failure = context.getStartupFailure(); failure != null; failure = failure.getCause()) {
            if (failure instanceof InvalidHookConfigurationException invalid) {
                return invalid.problems();
            }
        }
        return context.getBean(FilterPipelines.class).problems();
    }

    private static final class EmptySource extends EnumerablePropertySource<Object> {

        EmptySource(String name) {
            super(name, new Object());
        }

        @Override
        public String[] getPropertyNames() {
            return new String[0];
        }

        @Override
        public Object getProperty(String name) {
            throw new IllegalArgumentException(name);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.FilterValidation;
import org.openedx.hooks.spring.config.MisspeltRoots;
import org.openedx.hooks.spring.config.Placeholders;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Keeps an application from starting that has settings below {@code openedx.hooks} which do nothing, because no setting
 * has their name, or which cannot be meant. It looks before Boot binds them, since Boot ignores the first and quotes
 * the second as they are.
 *
 * <p>Among environment variables and system properties, where others may use such names for their own ends, as
 * Kubernetes does for a service with the name {@code openedx-hooks}, only names that are nearly right are refused.
 */
final class SettingsCheck implements BeanFactoryPostProcessor {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("openedx.hooks");

    /** Their names are checked by those who read them. */
    private static final List<ConfigurationPropertyName> ELSEWHERE = List.of(ROOT.append("enabled"));

    private static final ConfigurationPropertyName CONSOLE = ROOT.append("console");

    private static final ConfigurationPropertyName FILTERS = ROOT.append("filters");

    private static final Map<ConfigurationPropertyName, Setting<?>> SETTINGS = Stream.of(
                    new Setting<>("service-name", String.class, SettingsCheck::isPrintable, "text that can be printed"),
                    new Setting<>("recent", Integer.class, number -> number >= 0, "a whole number, at least 0"),
                    new Setting<>("events.robust", Boolean.class, any -> true, "true or false"),
                    new Setting<>(
                            "events.max-depth", Integer.class, number -> number >= 1, "a whole number, at least 1"),
                    new Setting<>(
                            "events.source",
                            String.class,
                            text -> isPrintable(text)
                                    && !text.isBlank()
                                    && !text.replace("{service}", "").matches(".*[{}].*"),
                            "text that can be printed, such as openedx/{service}/worker, with no other name in braces"),
                    new Setting<>("filters.validation", FilterValidation.class, any -> true, "strict or lenient"),
                    new Setting<>(
                            "filters.max-depth", Integer.class, number -> number >= 1, "a whole number, at least 1"),
                    new Setting<>("web.enabled", Boolean.class, any -> true, "true or false"))
            .collect(Collectors.toMap(
                    setting -> ROOT.append(setting.name), setting -> setting, (one, other) -> one, LinkedHashMap::new));

    private static final List<String> FIRST_ELEMENTS = Stream.concat(SETTINGS.keySet().stream(), ELSEWHERE.stream())
            .map(name -> name.getElement(ROOT.getNumberOfElements(), Form.DASHED))
            .distinct()
            .toList();

    private final ConfigurableEnvironment environment;

    SettingsCheck(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        ConfigurationProblems problems = new ConfigurationProblems();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource names) {
                names.stream()
                        .filter(name -> ROOT.equals(name) || ROOT.isAncestorOf(name))
                        .filter(name ->
                                ELSEWHERE.stream().noneMatch(other -> other.equals(name) || other.isAncestorOf(name)))
                        .forEach(name -> checkName(name, names, problems));
            }
        }
        Binder binder = Binder.get(environment);
        SETTINGS.forEach((name, setting) -> setting.check(name, binder, environment, problems));
        MisspeltRoots.check(environment, ROOT.toString(), FIRST_ELEMENTS, problems);
        problems.throwIfAny("settings", null);
    }

    private static void checkName(
            ConfigurationPropertyName name,
            IterableConfigurationPropertySource source,
            ConfigurationProblems problems) {
        if (SETTINGS.containsKey(name) || isEmptySection(name, source)) {
            return;
        }
        String written = below(name);
        boolean shared = isShared(source);
        // Names of variables have lost their hyphens, or have dots for them.
        if (shared
                && SETTINGS.keySet().stream()
                        .anyMatch(known -> ConfigNode.uniform(below(known)).equals(ConfigNode.uniform(written)))) {
            return;
        }
        Optional<String> nearest = NearestName.to(
                written, SETTINGS.keySet().stream().map(SettingsCheck::below).toList());
        if (nearest.isPresent() || !shared) {
            problems.add(
                    null,
                    origin(source.getConfigurationProperty(name)),
                    "\"%s\" is no setting. %s"
                            .formatted(
                                    Printable.of(name, 200),
                                    nearest.map(near -> "Did you mean \"%s.%s\"?".formatted(ROOT, near))
                                            .orElseGet(() -> advice(name))));
        }
    }

    /** What is left when all settings of a section are commented out. */
    private static boolean isEmptySection(ConfigurationPropertyName name, ConfigurationPropertySource source) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        return property != null
                && "".equals(property.getValue())
                && (name.equals(ROOT) || SETTINGS.keySet().stream().anyMatch(name::isAncestorOf));
    }

    private static String advice(ConfigurationPropertyName name) {
        if (FILTERS.isAncestorOf(name)) {
            return "Pipelines are configured below open-edx-filters-config.";
        }
        if (CONSOLE.equals(name) || CONSOLE.isAncestorOf(name)) {
            return "The console has none: it is where the endpoint openedxhooks is, and for whom that is.";
        }
        List<ConfigurationPropertyName> below =
                SETTINGS.keySet().stream().filter(name::isAncestorOf).toList();
        return "Known settings: %s."
                .formatted((below.isEmpty() ? SETTINGS.keySet() : below)
                        .stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private static String below(ConfigurationPropertyName name) {
        return name.subName(ROOT.getNumberOfElements()).toString();
    }

    private static boolean isShared(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && (underlying.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)
                        || underlying.getName().endsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME));
    }

    private static boolean isPrintable(String text) {
        return Printable.of(text).equals(text);
    }

    private static String origin(@Nullable ConfigurationProperty property) {
        return property == null
                ? ROOT.toString()
                : Objects.toString(property.getOrigin(), property.getName().toString());
    }

    /**
     * What a setting may be.
     *
     * @param name below the root
     * @param expected for messages
     */
    private record Setting<T>(String name, Class<T> type, Predicate<T> valid, String expected) {

        void check(
                ConfigurationPropertyName full,
                Binder binder,
                Environment environment,
                ConfigurationProblems problems) {
            binder.bind(full, Bindable.of(type), new BindHandler() {

                @Override
                public @Nullable Object onSuccess(
                        ConfigurationPropertyName bound, Bindable<?> target, BindContext context, Object result) {
                    ConfigurationProperty property = context.getConfigurationProperty();
                    if (unresolved(property).isPresent() || isCut(property) || !valid.test(type.cast(result))) {
                        refuse(context);
                    }
                    return result;
                }

                private boolean isCut(@Nullable ConfigurationProperty property) {
                    // Boot takes 1.5 for 1.
                    return type == Integer.class && property != null && property.getValue() instanceof Double;
                }

                @Override
                public @Nullable Object onFailure(
                        ConfigurationPropertyName bound, Bindable<?> target, BindContext context, Exception error) {
                    refuse(context);
                    return null;
                }

                private void refuse(BindContext context) {
                    ConfigurationProperty property = context.getConfigurationProperty();
                    Object found = property == null ? "nothing" : property.getValue();
                    String why = unresolved(property)
                            .map(problem -> full + ": " + problem)
                            .orElseGet(() ->
                                    "%s must be %s, found \"%s\".".formatted(full, expected, Printable.of(found, 200)));
                    problems.add(null, origin(property), why);
                }

                private Optional<String> unresolved(@Nullable ConfigurationProperty property) {
                    return property != null && property.getValue() instanceof CharSequence text
                            ? Placeholders.problem(text.toString(), environment)
                            : Optional.empty();
                }
            });
        }
    }
}

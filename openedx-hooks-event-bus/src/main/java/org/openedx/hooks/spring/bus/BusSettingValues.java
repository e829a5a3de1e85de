/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.net.URI;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.Placeholders;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Binds settings as Boot is going to, for what Boot would say of one mistake only, would quote as it is, or would take
 * as it is: values of another type, text that cannot be printed, placeholders without a value.
 */
final class BusSettingValues implements BindHandler {

    /** In nanoseconds it is still a number. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** What nobody is shown may be what it likes. */
    private static final Pattern SECRET = Pattern.compile("secret|password|key");

    /** What is wrong with a list whose entries Boot has not all taken. */
    static final String GAPS = " must be a list whose entries are numbered from 0 without gaps.";

    private final ConfigurableEnvironment environment;

    private final SettingOrigins origins;

    private final ConfigurationProblems problems;

    /** What records have refused: left out when they are bound again, so that they get to what else is wrong. */
    private final Set<ConfigurationPropertyName> refused = new HashSet<>();

    private BusSettingValues(ConfigurableEnvironment environment, ConfigurationProblems problems) {
        this.environment = environment;
        this.origins = new SettingOrigins(environment);
        this.problems = problems;
    }

    /** Checks the settings of a record; others are read by beans that check them. */
    static void check(
            ConfigurationPropertyName prefix,
            Class<?> type,
            ConfigurableEnvironment environment,
            ConfigurationProblems problems) {
        if (type.isRecord()) {
            ApplicationConversionService conversion = new ApplicationConversionService();
            conversion.addConverter(new SecondsConverter());
            Binder binder = new Binder(
                    ConfigurationPropertySources.get(environment),
                    new PropertySourcesPlaceholdersResolver(environment),
                    conversion);
            BusSettingValues values = new BusSettingValues(environment, problems);
            int before;
            do {
                before = values.refused.size();
                binder.bind(prefix, Bindable.of(type), values);
            } while (values.refused.size() > before);
        }
    }

    @Override
    public <T> @Nullable Bindable<T> onStart(ConfigurationPropertyName name, Bindable<T> target, BindContext context) {
        return refused.contains(name) ? null : target;
    }

    @Override
    public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
        ConfigurationProperty property = property(name, context);
        Object length = result instanceof Seconds seconds ? seconds.duration() : result;
        if (length instanceof Duration duration && duration.compareTo(LONGEST) > 0) {
            add(name, " must be at most %d days, found %s.".formatted(LONGEST.toDays(), duration));
        }
        if (property != null && isFraction(property.getValue()) && result instanceof Number) {
            wrong(name, property, target);
        }
        if (property != null && property.getValue() instanceof CharSequence text) {
            String resolved = environment.resolvePlaceholders(text.toString()).strip();
            Optional<String> unresolved = Placeholders.problem(text.toString(), environment);
            if (unresolved.isPresent()) {
                add(name, ": " + unresolved.get());
            } else if (!SECRET.matcher(name.getLastElement(Form.UNIFORM)).find()) {
                resolved.codePoints()
                        .filter(c -> !Character.toString(c).equals(Printable.of(Character.toString(c))))
                        .findFirst() // not all of it, which may be an address with a password
                        .ifPresent(c -> add(name, " must be printable, and has U+%04X.".formatted(c)));
            }
        }
        return result;
    }

    @Override
    public @Nullable Object onFailure(
            ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error) {
        ConfigurationProperty property = property(name, context);
        if (error instanceof UnboundConfigurationPropertiesException
                && problems.found().isEmpty()) {
            add(name, GAPS);
        } else if (property == null) {
            refused(name, error);
        } else {
            Placeholders.problem(String.valueOf(property.getValue()), environment)
                    .ifPresentOrElse(unresolved -> add(name, ": " + unresolved), () -> wrong(name, property, target));
        }
        return null;
    }

    private void wrong(ConfigurationPropertyName name, ConfigurationProperty property, Bindable<?> target) {
        ResolvableType all = target.getType().asCollection();
        Class<?> type = (all.equals(ResolvableType.NONE) ? target.getType() : all.getGeneric()).resolve(Object.class);
        String expected = expected(type);
        if (expected != null) {
            String value = String.valueOf(property.getValue());
            String found = type == URI.class // which may have a password
                    ? "something else"
                    : value.isBlank() ? "nothing" : "\"" + Printable.of(value, 100) + "\"";
            add(name, " must be %s, found %s.".formatted(expected, found));
        }
    }

    /** Boot would cut it off. */
    private static boolean isFraction(Object value) {
        return value instanceof Double || value instanceof Float;
    }

    /** The record itself says what is wrong, and of which of its settings. */
    private void refused(ConfigurationPropertyName prefix, Exception error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return; // it has another form, which is told with the names
        }
        String message = String.valueOf(cause.getMessage());
        String first = message.split(" ", 2)[0];
        ConfigurationPropertyName named =
                ConfigurationPropertyName.isValid(first) ? ConfigurationPropertyName.of(first) : prefix;
        if (prefix.isAncestorOf(named)) {
            refused.add(named);
        } else {
            named = prefix;
        }
        problems.add(null, origins.of(named), message + ".");
    }

    private void add(ConfigurationPropertyName name, String what) {
        problems.add(null, origins.of(name), Printable.of(name, 200) + what);
    }

    private static @Nullable ConfigurationProperty property(ConfigurationPropertyName name, BindContext context) {
        ConfigurationProperty property = context.getConfigurationProperty();
        return property != null && property.getName().equals(name) ? property : null;
    }

    /** {@literal null} for what has a form, which is told with the names, and for the types of others. */
    private static @Nullable String expected(Class<?> type) {
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(constant ->
                            constant.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .collect(Collectors.joining(" or "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number of at most " + Integer.MAX_VALUE;
        }
        if (type == long.class || type == Long.class) {
            return "a whole number";
        }
        if (type == Seconds.class) {
            return "a number of seconds, or a duration such as 500ms, and not negative";
        }
        if (type == Duration.class) {
            return "a duration such as 2s or 500ms";
        }
        if (type == OffsetDateTime.class) {
            return "a time with its offset, such as 2026-11-20T00:00:00Z";
        }
        return type == URI.class ? "an address such as http://host:8081" : null;
    }
}

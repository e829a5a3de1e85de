/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;

/**
 * The options of a step, and what they are as the types that the step asks for. Sources of configuration differ in what
 * they can say: where one has a number, another has its text. Immutable but for the record that was asked for last.
 */
final class OptionValues {

    private static final Set<String> YES = Set.of("true", "on", "yes", "1");

    private static final Set<String> NO = Set.of("false", "off", "no", "0");

    private static final Set<String> FACTORIES = Set.of("parse", "of", "valueOf", "fromString", "create");

    private static final Pattern DURATION = Pattern.compile("([+-]?\\d{1,18})(ns|us|ms|s|m|h|d)?");

    private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(
            boolean.class, Boolean.class,
            byte.class, Byte.class,
            short.class, Short.class,
            int.class, Integer.class,
            long.class, Long.class,
            float.class, Float.class,
            double.class, Double.class);

    private static final Map<Class<?>, Function<String, Object>> BY_TEXT = Map.of(
            String.class,
            text -> text,
            Boolean.class,
            OptionValues::bool,
            Byte.class,
            text -> new BigDecimal(text).byteValueExact(),
            Short.class,
            text -> new BigDecimal(text).shortValueExact(),
            Integer.class,
            text -> new BigDecimal(text).intValueExact(),
            Long.class,
            text -> new BigDecimal(text).longValueExact(),
            Float.class,
            Float::valueOf,
            Double.class,
            Double::valueOf,
            BigDecimal.class,
            BigDecimal::new,
            Duration.class,
            OptionValues::duration);

    private static final Map<Class<?>, String> EXPECTED = Map.of(
            String.class, "a text",
            Boolean.class, "true or false",
            Byte.class, "a whole number",
            Short.class, "a whole number",
            Integer.class, "a whole number",
            Long.class, "a whole number",
            Float.class, "a number",
            Double.class, "a number",
            BigDecimal.class, "a number",
            Duration.class, "a duration such as 2s or 500ms");

    private final Map<String, Object> values;

    private volatile @Nullable Record last;

    OptionValues(Map<String, Object> values) {
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    Map<String, Object> asWritten() {
        return values;
    }

    <T> @Nullable T get(String name, Class<T> type) {
        Object value = find(name);
        return value == null ? null : OptionValues.<T>cast(convert(value, type, List.of(name)));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    <T> List<T> list(String name, Class<T> type) {
        Object value = find(name);
        return value == null ? List.of() : (List) Collections.unmodifiableList(items(value, type, List.of(name)));
    }

    private @Nullable Object find(String name) {
        return values.containsKey(name) ? values.get(name) : byUniform(values).get(uniform(name));
    }

    <R extends Record> R as(Class<R> type) {
        Record known = last;
        if (type.isInstance(known)) {
            return type.cast(known);
        }
        R bound = type.cast(bind(values, type, List.of(), false));
        last = bound;
        return bound;
    }

    private static Object bind(Map<?, ?> values, Class<?> type, List<String> path, boolean exclusive) {
        RecordComponent[] components = type.getRecordComponents();
        Map<String, Object> byUniform = byUniform(values);
        if (exclusive) {
            rejectUnknown(values, components, path);
        }
        @Nullable Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = argument(components[i], byUniform.get(uniform(components[i].getName())), path);
        }
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException ex) {
            throw new InvalidOptionException(
                    path, "the options are refused: " + Printable.of(ex.getCause()), ex.getCause());
        } catch (ReflectiveOperationException ex) {
            throw new IllegalArgumentException("Options of %s cannot be made".formatted(type.getName()), ex);
        }
    }

    private static void rejectUnknown(Map<?, ?> values, RecordComponent[] components, List<String> path) {
        List<String> known = Stream.of(components).map(RecordComponent::getName).toList();
        Set<String> uniform = known.stream().map(OptionValues::uniform).collect(Collectors.toSet());
        for (Object name : values.keySet()) {
            if (!uniform.contains(uniform(String.valueOf(name)))) {
                throw new InvalidOptionException(
                        below(path, String.valueOf(name)),
                        "there is no option \"%s\". %s"
                                .formatted(
                                        Printable.of(name, 100),
                                        NearestName.to(String.valueOf(name), known)
                                                .map("Did you mean \"%s\"?"::formatted)
                                                .orElseGet(() -> "Known are " + String.join(", ", known) + ".")),
                        null);
            }
        }
    }

    private static @Nullable Object argument(RecordComponent component, @Nullable Object given, List<String> path) {
        List<String> where = below(path, component.getName());
        StepOptions.Default absent = component.getAnnotation(StepOptions.Default.class);
        Object value = given == null && absent != null ? written(absent.value(), component.getType()) : given;
        if (value != null) {
            return convert(value, component.getGenericType(), where);
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && !component.getType().isPrimitive()) {
            return null;
        }
        throw new InvalidOptionException(where, "the option \"%s\" is missing.".formatted(named(where)), null);
    }

    /** What an operator would have written for a default. */
    private static Object written(String[] texts, Class<?> type) {
        if (Collection.class.isAssignableFrom(type)) {
            return Arrays.asList(texts);
        }
        return texts.length == 0 && (type.isRecord() || Map.class.isAssignableFrom(type))
                ? Map.of()
                : String.join(",", texts);
    }

    private static Object convert(Object value, Type type, List<String> path) {
        Class<?> raw = raw(type);
        // Keys in libraries are records, too.
        boolean whole = raw.isInstance(value)
                || (value instanceof CharSequence && factory(raw).isPresent());
        if (raw.isRecord() && !whole) {
            return bind(mapping(value, path), raw, path, true);
        }
        if (raw == Map.class) {
            Map<String, @Nullable Object> converted = new LinkedHashMap<>();
            mapping(value, path)
                    .forEach((name, piece) -> converted.put(
                            String.valueOf(name), item(piece, argument(type, 1), below(path, String.valueOf(name)))));
            return Collections.unmodifiableMap(converted);
        }
        if (raw.isAssignableFrom(List.class) && raw != Object.class) {
            return Collections.unmodifiableList(items(value, argument(type, 0), path));
        }
        if (raw == Set.class) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(items(value, argument(type, 0), path)));
        }
        return raw.isInstance(value) ? value : scalar(value, raw, path);
    }

    /** A list may be written as texts with commas between them where a source knows nothing else. */
    private static List<@Nullable Object> items(Object value, Type type, List<String> path) {
        Collection<?> items;
        if (value instanceof CharSequence text) {
            items = Stream.of(text.toString().split(","))
                    .map(String::trim)
                    .filter(item -> !item.isEmpty())
                    .toList();
        } else if (value instanceof Map<?, ?>) {
            throw unexpected(value, "a list", path, null);
        } else {
            items = value instanceof Collection<?> several ? several : List.of(value);
        }
        List<@Nullable Object> converted = new ArrayList<>();
        for (Object item : items) {
            converted.add(item(item, type, below(path, "[" + converted.size() + "]")));
        }
        return converted;
    }

    private static @Nullable Object item(@Nullable Object value, Type type, List<String> path) {
        return value == null ? null : convert(value, type, path);
    }

    private static Object scalar(Object value, Class<?> type, List<String> path) {
        String expected =
                type.isEnum() ? "one of " + names(type) : EXPECTED.getOrDefault(type, "a " + type.getSimpleName());
        if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
            throw unexpected(value, expected, path, null);
        }
        String text = value.toString().trim();
        try {
            Function<String, Object> known = BY_TEXT.get(type);
            if (known != null) {
                return known.apply(type == String.class ? value.toString() : text);
            }
            return type.isEnum() ? constant(text, type) : made(text, type);
        } catch (RuntimeException ex) {
            throw unexpected(value, expected, path, ex);
        }
    }

    private static boolean bool(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        if (YES.contains(word) || NO.contains(word)) {
            return YES.contains(word);
        }
        throw new IllegalArgumentException("Neither true nor false");
    }

    /** As Boot has it: a number with its unit, in milliseconds without one, or what ISO-8601 says. */
    private static Duration duration(String text) {
        Matcher simple = DURATION.matcher(text.toLowerCase(Locale.ROOT));
        if (!simple.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(simple.group(1));
        return switch (simple.group(2) == null ? "ms" : simple.group(2)) {
            case "ns" -> Duration.ofNanos(amount);
            case "us" -> Duration.ofNanos(Math.multiplyExact(amount, 1000));
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofMillis(amount);
        };
    }

    private static Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (uniform(((Enum<?>) constant).name()).equals(uniform(text))) {
                return constant;
            }
        }
        throw new IllegalArgumentException("No such constant");
    }

    private static String names(Class<?> type) {
        return Stream.of(type.getEnumConstants())
                .map(constant ->
                        ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.joining(", "));
    }

    private static Object made(String text, Class<?> type) {
        try {
            return factory(type)
                    .orElseThrow(
                            () -> new IllegalArgumentException("%s cannot be made of a text".formatted(type.getName())))
                    .invoke(null, text);
        } catch (ReflectiveOperationException ex) {
            throw new IllegalArgumentException(ex);
        }
    }

    private static Optional<Method> factory(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers())
                        && FACTORIES.contains(method.getName())
                        && type.isAssignableFrom(method.getReturnType())
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isAssignableFrom(String.class)
                        && method.getParameterTypes()[0] != Object.class)
                .min((a, b) -> a.getName().compareTo(b.getName()));
    }

    private static Map<?, ?> mapping(Object value, List<String> path) {
        if (value instanceof Map<?, ?> mapping) {
            return mapping;
        }
        throw unexpected(value, "a mapping", path, null);
    }

    private static InvalidOptionException unexpected(
            Object value, String expected, List<String> path, @Nullable Throwable cause) {
        String found = value instanceof Map<?, ?>
                ? "a mapping"
                : value instanceof Collection<?>
                        ? "a list"
                        : value instanceof Number ? "a number" : value instanceof Boolean ? "true or false" : "a text";
        return new InvalidOptionException(
                path,
                "the option \"%s\" must be %s, found %s."
                        .formatted(named(path), expected, found.equals(expected) ? "another" : found),
                cause);
    }

    private static String named(List<String> path) {
        return Printable.of(String.join(".", path).replace(".[", "["), 100);
    }

    private static List<String> below(List<String> path, String name) {
        List<String> below = new ArrayList<>(path);
        below.add(name);
        return below;
    }

    private static Map<String, Object> byUniform(Map<?, ?> values) {
        Map<String, Object> byUniform = new LinkedHashMap<>();
        values.forEach((name, value) -> byUniform.putIfAbsent(uniform(String.valueOf(name)), value));
        return byUniform;
    }

    private static String uniform(String name) {
        StringBuilder uniform = new StringBuilder(name.length());
        name.chars().filter(Character::isLetterOrDigit).forEach(c -> uniform.append((char) c));
        return uniform.toString().toLowerCase(Locale.ROOT);
    }

    private static Class<?> raw(Type type) {
        Type raw = type instanceof ParameterizedType parameterized ? parameterized.getRawType() : type;
        Class<?> found = raw instanceof Class<?> known ? known : Object.class;
        return WRAPPERS.getOrDefault(found, found);
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType parameterized
                ? parameterized.getActualTypeArguments()[index]
                : Object.class;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T cast(Object value) {
        return (T) value;
    }
}

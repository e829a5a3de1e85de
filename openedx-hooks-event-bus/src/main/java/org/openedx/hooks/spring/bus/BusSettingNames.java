/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.MisspeltRoots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The names of all settings below {@code event-bus}: the components of the records that are bound there, those of
 * brokers and outbox included. Boot passes over what nobody binds; an operator means something by it.
 */
final class BusSettingNames implements BeanFactoryPostProcessor {

    private static final Logger log = LoggerFactory.getLogger("org.openedx.hooks.bus");

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("event-bus");

    private static final String VARIABLES = "EVENT_BUS_";

    /** Their settings are nobody's where their module is missing or switched off, and then mean no harm. */
    private static final List<String> MODULES = List.of("redis", "kafka", "outbox");

    private static final ConfigurationPropertyName ENTRIES = ConfigurationPropertyName.of(ConsumerPlanner.ENTRIES);

    private static final String ENTRY_VARIABLES = "EVENT_BUS_CONSUME_EVENTS";

    private static final Pattern ENTRY_VARIABLE = Pattern.compile("(" + ENTRY_VARIABLES + "_([0-9]{1,6})_).+");

    /** A page of Open edX names it, and nobody reads it, there or here (CFG-5). */
    private static final ConfigurationPropertyName CONSUMER_CONFIG =
            ConfigurationPropertyName.of("event-bus-consumer-config");

    private static final String CONSUMER_VARIABLE = "EVENT_BUS_CONSUMER_CONFIG";

    private final ConfigurableEnvironment environment;

    BusSettingNames(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        Map<Class<?>, ConfigurationPropertyName> bound = bound(beans);
        Node known = known(bound);
        ConfigurationProblems problems = new ConfigurationProblems();
        check(known, problems);
        MisspeltRoots.check(environment, ROOT.toString(), known.names.values(), problems);
        bound.forEach((type, prefix) -> BusSettingValues.check(prefix, type, environment, problems));
        problems.throwIfAny("settings of the event bus", null);
    }

    private static Map<Class<?>, ConfigurationPropertyName> bound(ListableBeanFactory beans) {
        Map<Class<?>, ConfigurationPropertyName> bound = new LinkedHashMap<>();
        for (String bean : beans.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            ConfigurationProperties annotation = beans.findAnnotationOnBean(bean, ConfigurationProperties.class, false);
            Class<?> type = beans.getType(bean, false);
            if (annotation != null && type != null) {
                ConfigurationPropertyName prefix = ConfigurationPropertyName.of(annotation.prefix());
                if (prefix.equals(ROOT) || ROOT.isAncestorOf(prefix)) {
                    bound.put(type, prefix);
                }
            }
        }
        return bound;
    }

    private static Node known(Map<Class<?>, ConfigurationPropertyName> bound) {
        Node root = new Node();
        bound.forEach((type, prefix) -> {
            Node node = root;
            for (int i = 1; i < prefix.getNumberOfElements(); i++) {
                node = node.child(prefix.getElement(i, Form.DASHED));
            }
            node.add(type);
        });
        MODULES.stream()
                .filter(module -> !root.children.containsKey(module))
                .forEach(module -> root.child(module).open = true);
        return root;
    }

    /** What nobody binds is a problem. Environment variables are for others too: of those only near misses are told. */
    private void check(Node root, ConfigurationProblems problems) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable
                    && !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource)) {
                Set<ConfigurationPropertyName> told = new HashSet<>();
                iterable.stream()
                        .filter(name -> name.equals(ROOT) || ROOT.isAncestorOf(name))
                        .forEach(name -> check(root, source, name, told, problems));
                iterable.stream()
                        .filter(name -> name.equals(CONSUMER_CONFIG) || CONSUMER_CONFIG.isAncestorOf(name))
                        .findFirst()
                        .ifPresent(name -> problems.add(
                                null,
                                origin(source, name),
                                "nobody reads %s. Consumers are entries of event-bus.consume-events."
                                        .formatted(CONSUMER_CONFIG)));
            }
        }
        environment.getPropertySources().stream()
                .filter(SystemEnvironmentPropertySource.class::isInstance)
                .forEach(source -> checkVariables(root, (SystemEnvironmentPropertySource) source, problems));
    }

    private static void checkVariables(
            Node root, SystemEnvironmentPropertySource source, ConfigurationProblems problems) {
        List<String> variables = Stream.of(source.getPropertyNames())
                .filter(variable -> variable.startsWith(VARIABLES))
                .toList();
        List<String> known = new ArrayList<>(root.variables(VARIABLES));
        Node entries = root.next(ENTRIES, ENTRIES.getNumberOfElements() - 1);
        if (entries != null && entries.element != null) {
            checkEntries(entries, source, variables, problems);
            Stream.concat(
                            Stream.of(ENTRY_VARIABLES + "_0_"),
                            variables.stream()
                                    .map(ENTRY_VARIABLE::matcher)
                                    .filter(Matcher::matches)
                                    .map(entry -> entry.group(1)))
                    .distinct()
                    .forEach(entry -> known.addAll(entries.element.variables(entry)));
            known.remove(ENTRY_VARIABLES);
        }
        variables.stream()
                .filter(variable -> !variable.equals(ENTRY_VARIABLES))
                .filter(variable ->
                        variable.startsWith(CONSUMER_VARIABLE) || known.stream().noneMatch(variable::startsWith))
                .filter(variable -> !variable.startsWith("EVENT_BUS_PRODUCER_CONFIG"))
                .forEach(variable -> nearest(variable, known)
                        .ifPresent(nearest -> log.warn(
                                "Nobody reads the environment variable {}; did you mean {}?",
                                Printable.of(variable, 100),
                                nearest)));
    }

    /** Boot takes no list from one text, and passes over variables that have another number than the next. */
    private static void checkEntries(
            Node entries,
            SystemEnvironmentPropertySource source,
            List<String> variables,
            ConfigurationProblems problems) {
        if (variables.contains(ENTRY_VARIABLES)) {
            problems.add(
                    null,
                    PropertySourceOrigin.get(source, ENTRY_VARIABLES).toString(),
                    "%s must be %s; as variables: %s_0_TOPIC and so on."
                            .formatted(ENTRIES, entries.form(), ENTRY_VARIABLES));
        }
        SortedMap<Integer, String> numbered = new TreeMap<>();
        for (String variable : variables) {
            Matcher entry = ENTRY_VARIABLE.matcher(variable);
            if (entry.matches()) {
                numbered.putIfAbsent(Integer.valueOf(entry.group(2)), variable);
            }
        }
        int next = 0;
        for (Map.Entry<Integer, String> entry : numbered.entrySet()) {
            if (entry.getKey() != next++) {
                problems.add(
                        null,
                        PropertySourceOrigin.get(source, entry.getValue()).toString(),
                        ENTRIES + BusSettingValues.GAPS);
                return;
            }
        }
    }

    private static Optional<String> nearest(String variable, List<String> known) {
        return variable.startsWith(CONSUMER_VARIABLE)
                ? Optional.of("EVENT_BUS_CONSUME_EVENTS_0_TOPIC")
                : NearestName.to(variable, known);
    }

    /** @param told for what there has been a problem: what stands below it is no further one */
    private static void check(
            Node root,
            ConfigurationPropertySource source,
            ConfigurationPropertyName name,
            Set<ConfigurationPropertyName> told,
            ConfigurationProblems problems) {
        Node node = root;
        for (int i = 1; i < name.getNumberOfElements() && !node.open; i++) {
            Node next = node.next(name, i);
            if (next == null) {
                ConfigurationPropertyName parent = name.chop(i);
                if (told.add(node.isList ? parent : name.chop(i + 1))) {
                    problems.add(
                            null,
                            origin(source, name),
                            "there is no setting \"%s\" in %s. %s"
                                    .formatted(
                                            Printable.of(name.getElement(i, Form.ORIGINAL), 100),
                                            Printable.of(parent, 200),
                                            suggestion(name, i, node)));
                }
                return;
            }
            node = next;
        }
        ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property != null && !node.takes(property.getValue())) {
            problems.add(null, origin(source, name), "%s must be %s.".formatted(Printable.of(name, 200), node.form()));
        }
    }

    private static String origin(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        Origin origin = Origin.from(source.getConfigurationProperty(name));
        return origin == null ? source.toString() : origin.toString();
    }

    private static String suggestion(ConfigurationPropertyName name, int index, Node node) {
        String given = name.getElement(index, Form.ORIGINAL);
        if (node.isList) {
            return "It is a list: begin each entry with a hyphen in YAML, or number it from [0].";
        }
        if (ConfigNode.uniform(ROOT + given).equals(ConfigNode.uniform(RoutePlanner.ROOT))) {
            return "Did you mean \"%s\"?".formatted(RoutePlanner.ROOT);
        }
        Collection<String> names = node.names.values();
        return names.isEmpty() ? "It is one value." : ConfigurationProblems.suggestion(given, names, "settings");
    }

    private static String uniform(ConfigurationPropertyName name, int index) {
        return ConfigNode.uniform(name.getElement(index, Form.ORIGINAL));
    }

    /** A place in the configuration. */
    private static final class Node {

        private final Map<String, Node> children = new LinkedHashMap<>();

        private final Map<String, String> names = new LinkedHashMap<>();

        /** What each element of a list or map looks like. */
        private @Nullable Node element;

        private boolean isList;

        /** Whether it is a piece of a list or map, where saying nothing says nothing at all. */
        private boolean isElement;

        /** Whether everything is allowed here. */
        private boolean open;

        @Nullable
        Node next(ConfigurationPropertyName name, int index) {
            if (element == null) {
                return children.get(uniform(name, index));
            }
            return isList && !name.isNumericIndex(index) ? null : element;
        }

        /** Whether a value may stand here; a section whose settings are all commented out has an empty one. */
        boolean takes(Object value) {
            boolean empty = "".equals(value);
            if (open || (empty && !isElement)) {
                return true;
            }
            return children.isEmpty() && (element == null || element.children.isEmpty());
        }

        String form() {
            if (element != null) {
                return (isList ? "a list of " : "a mapping of names to ") + "mappings with " + element.listed();
            }
            return "a mapping with " + listed();
        }

        private String listed() {
            return String.join(", ", names.values());
        }

        Node child(String name) {
            names.putIfAbsent(ConfigNode.uniform(name), name);
            return children.computeIfAbsent(ConfigNode.uniform(name), key -> new Node());
        }

        void add(Type type) {
            if (type instanceof ParameterizedType collection) {
                Type[] arguments = collection.getActualTypeArguments();
                isList = Collection.class.isAssignableFrom((Class<?>) collection.getRawType());
                element = new Node();
                element.isElement = true;
                element.add(arguments[arguments.length - 1]);
            } else if (type instanceof Class<?> c && c.isRecord() && isOfSettings(c)) {
                for (RecordComponent component : c.getRecordComponents()) {
                    child(dashed(component.getName())).add(component.getGenericType());
                }
            } else if (type instanceof Class<?> c && c.isAnnotationPresent(ConfigurationProperties.class)) {
                open = true;
            }
        }

        /** Records that are read from one text have a method for that. */
        private static boolean isOfSettings(Class<?> type) {
            return Stream.of(type.getMethods())
                    .noneMatch(method -> method.getName().equals("valueOf"));
        }

        private static String dashed(String name) {
            return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
        }

        /** The environment variables of all that is below. */
        List<String> variables(String prefix) {
            return children.entrySet().stream()
                    .flatMap(child -> {
                        String name = prefix
                                + names.getOrDefault(child.getKey(), "")
                                        .replace("-", "_")
                                        .toUpperCase(Locale.ROOT);
                        return child.getValue().children.isEmpty()
                                ? Stream.of(name)
                                : child.getValue().variables(name + "_").stream();
                    })
                    .toList();
        }
    }
}

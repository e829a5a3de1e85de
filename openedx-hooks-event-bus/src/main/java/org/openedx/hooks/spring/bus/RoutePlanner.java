/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.InvalidHookException;
import org.openedx.hooks.Printable;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.spring.config.ConfigNode;
import org.openedx.hooks.spring.config.ConfigurationProblems;
import org.openedx.hooks.spring.config.HookConfiguration;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.UnsupportedTypeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Reads {@code event-bus-producer-config} and checks all of it at once (CFG-1, CFG-2): whatever would keep an event
 * from being published later is said when the application starts.
 */
final class RoutePlanner {

    static final String ROOT = "event-bus-producer-config";

    private static final Logger log = LoggerFactory.getLogger(RoutePlanner.class);

    private static final String OUTBOX = "event-bus.outbox.enabled";

    private static final String EXAMPLE = "{event-key-field: enrollment.course.course_key, enabled: true}";

    private final HookCatalog catalog;

    private final EventCodecs codecs;

    private final EventBusProperties properties;

    private final @Nullable EventBusProducer producer;

    private final @Nullable String missingOutbox;

    private final ConfigurationProblems problems = new ConfigurationProblems();

    private final Map<List<String>, String> origins = new HashMap<>();

    RoutePlanner(
            HookCatalog catalog,
            EventCodecs codecs,
            EventBusProperties properties,
            @Nullable EventBusProducer producer,
            @Nullable String missingOutbox) {
        this.catalog = catalog;
        this.codecs = codecs;
        this.properties = properties;
        this.producer = producer;
        this.missingOutbox = missingOutbox;
    }

    /**
     * The routes of an application.
     *
     * @throws org.openedx.hooks.spring.config.InvalidHookConfigurationException if anything is wrong
     */
    List<Route<?>> plan(ConfigurableEnvironment environment, Collection<ProducerRoutes> contributed) {
        ProducerRoutes all = ProducerRoutes.NONE;
        for (ProducerRoutes routes : contributed) {
            routes.topics()
                    .forEach((type, topics) -> topics.keySet()
                            .forEach(topic ->
                                    origins.put(List.of(type, topic), "a bean of " + ProducerRoutes.class.getName())));
            all = all.merge(routes);
        }
        all = all.merge(configured(environment));
        List<Route<?>> planned = new ArrayList<>();
        all.topics().forEach((type, topics) -> plan(type, topics, planned));
        checkTopics(all);
        checkOutbox(environment);
        problems.throwIfAny("routes of the event bus", null);
        planned.stream()
                .filter(route -> route.objection() != null)
                .forEach(route -> log.warn(
                        "Route of {} to {}: {}", route.signal(), Printable.of(route.fullTopic()), route.objection()));
        return List.copyOf(planned);
    }

    private ProducerRoutes configured(ConfigurableEnvironment environment) {
        Map<String, Map<String, ProducerRoutes.Route>> routes = new LinkedHashMap<>();
        HookConfiguration.ofEntries(ROOT, "topics", catalog.types(), new RouteForm())
                .read(environment, problems)
                .forEach((type, node) -> {
                    if (isKnown(type, node)) {
                        routes.put(type, topics(type, node));
                    }
                });
        return new ProducerRoutes(routes);
    }

    private boolean isKnown(String type, ConfigNode node) {
        if (catalog.types().contains(type)) {
            return true;
        }
        problems.add(
                type,
                node.origin(),
                "there is no event of this type. " + ConfigurationProblems.suggestion(type, catalog.types(), "hooks"));
        return false;
    }

    private Map<String, ProducerRoutes.Route> topics(String type, ConfigNode entry) {
        Map<String, ProducerRoutes.Route> topics = new LinkedHashMap<>();
        if (entry.isList() || (entry.isValue() && !(entry.value() instanceof Map<?, ?>))) {
            problems.add(
                    type,
                    entry.formOrigin(),
                    "an event must be a mapping from topics to %s, found %s.".formatted(EXAMPLE, what(entry)));
            return topics;
        }
        entry.children().forEach((topic, node) -> {
            origins.put(List.of(type, topic), node.origin());
            topics.put(topic, route(type, topic, node));
        });
        return topics;
    }

    private ProducerRoutes.Route route(String type, String topic, ConfigNode node) {
        String name = "topic \"" + Printable.of(topic, 100) + "\"";
        if (node.isValue() || node.isList()) {
            problems.add(
                    type,
                    node.formOrigin(),
                    "%s must be a mapping such as %s, found %s.".formatted(name, EXAMPLE, what(node)));
        }
        node.children().forEach((setting, value) -> {
            if (!RouteForm.SETTINGS.contains(setting) && !ConfigNode.isIndex(setting)) {
                problems.add(
                        type,
                        value.origin(),
                        "%s has no setting \"%s\". %s"
                                .formatted(
                                        name,
                                        Printable.of(setting, 100),
                                        ConfigurationProblems.suggestion(setting, RouteForm.SETTINGS, "settings")));
            }
        });
        return new ProducerRoutes.Route(
                keyField(type, name, node.children().get(RouteForm.EVENT_KEY_FIELD)),
                enabled(type, name, node.children().get(RouteForm.ENABLED)));
    }

    private @Nullable String keyField(String type, String name, @Nullable ConfigNode node) {
        if (node == null) {
            return null;
        }
        if (!node.isText() || node.isEmpty()) {
            problems.add(
                    type,
                    node.formOrigin(),
                    "%s: %s must be a path such as enrollment.course.course_key, found %s."
                            .formatted(name, RouteForm.EVENT_KEY_FIELD, what(node)));
            return null;
        }
        return String.valueOf(node.value()).strip();
    }

    /** Numbers and other words are no booleans (CFG-2); properties and variables have text. */
    private @Nullable Boolean enabled(String type, String name, @Nullable ConfigNode node) {
        if (node == null) {
            return null;
        }
        String text = node.isValue() ? String.valueOf(node.value()).strip().toLowerCase(Locale.ROOT) : "";
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        problems.add(
                type,
                node.formOrigin(),
                "%s: %s must be true or false, found %s.".formatted(name, RouteForm.ENABLED, what(node)));
        return null;
    }

    private void plan(String type, Map<String, ProducerRoutes.Route> topics, List<Route<?>> planned) {
        topics.forEach((topic, route) -> {
            String origin = Objects.requireNonNull(origins.get(List.of(type, topic)));
            OpenEdxPublicSignal<?> signal = signal(type, origin);
            if (signal != null && isComplete(type, topic, route, origin)) {
                plan(signal, topic, route, origin, planned);
            }
        });
    }

    private @Nullable OpenEdxPublicSignal<?> signal(String type, String origin) {
        try {
            HookDefinition hook = catalog.find(type).orElse(null);
            if (hook instanceof OpenEdxPublicSignal<?> signal) {
                if (signal.isBusCapable()) {
                    return signal;
                }
                problems.add(type, origin, "this event cannot be published. " + signal.warning());
            } else if (hook != null) {
                problems.add(type, origin, "this is a filter, and only events are published.");
            } else {
                problems.add(
                        type,
                        origin,
                        "there is no event of this type. "
                                + ConfigurationProblems.suggestion(type, catalog.types(), "hooks"));
            }
        } catch (InvalidHookException ex) {
            problems.add(type, origin, "its definition is wrong: " + ex.getMessage(), ex);
        }
        return null;
    }

    /** What was wrong as it stood has been said already. */
    private boolean isComplete(String type, String topic, ProducerRoutes.Route route, String origin) {
        if (!problems.found().isEmpty()
                && problems.found().stream().anyMatch(problem -> type.equals(problem.hookType()))) {
            return false;
        }
        List<String> missing = new ArrayList<>();
        if (route.eventKeyField() == null) {
            missing.add(RouteForm.EVENT_KEY_FIELD);
        }
        if (route.enabled() == null) {
            missing.add(RouteForm.ENABLED);
        }
        if (topic.isEmpty()
                || !topic.strip().equals(topic)
                || !Printable.of(topic).equals(topic)) {
            problems.add(type, origin, "\"%s\" is no name of a topic.".formatted(Printable.of(topic, 100)));
        } else if (!missing.isEmpty()) {
            problems.add(
                    type,
                    origin,
                    "topic \"%s\" lacks %s; it must be a mapping such as %s."
                            .formatted(topic, String.join(" and ", missing), EXAMPLE));
        } else {
            return true;
        }
        return false;
    }

    private void plan(
            OpenEdxPublicSignal<?> signal,
            String topic,
            ProducerRoutes.Route route,
            String origin,
            List<Route<?>> planned) {
        String type = signal.type().value();
        boolean enabled = Boolean.TRUE.equals(route.enabled());
        ProducerMode mode = mode(topic);
        if (producer == null && enabled) {
            problems.add(
                    type,
                    origin,
                    "topic \"%s\" is enabled, but there is no broker: add openedx-hooks-redis-spring-boot-starter or openedx-hooks-kafka-spring-boot-starter with event-bus.kafka.schema-registry-url, or set enabled to false."
                            .formatted(topic));
        }
        if (mode == ProducerMode.OUTBOX && missingOutbox != null) {
            problems.add(
                    type,
                    origin,
                    "topic \"%s\" has the producer mode outbox, but there is no outbox: %s"
                            .formatted(topic, missingOutbox));
        }
        try {
            String fullTopic = fullTopic(properties, topic);
            planned.add(new Route<>(
                    codecs.of(signal.hookClass().asSubclass(OpenEdxEvent.class)),
                    Objects.requireNonNull(route.eventKeyField()),
                    topic,
                    fullTopic,
                    mode,
                    enabled,
                    origin,
                    producer == null ? null : producer.objectionTo(signal.type(), fullTopic)));
        } catch (UnsupportedTypeException ex) {
            problems.add(type, origin, "this event cannot be published: " + ex.getMessage(), ex);
        } catch (IllegalArgumentException ex) {
            problems.add(
                    type,
                    origin,
                    "topic \"%s\": %s: %s.%s"
                            .formatted(
                                    topic,
                                    RouteForm.EVENT_KEY_FIELD,
                                    ex.getMessage(),
                                    signal.keyField() == null ? "" : " The event's own is " + signal.keyField() + "."),
                    ex);
        }
    }

    private ProducerMode mode(String topic) {
        EventBusProperties.Topic settings = properties.topics().get(topic);
        return settings == null || settings.producerMode() == null
                ? properties.producerMode()
                : settings.producerMode();
    }

    private void checkTopics(ProducerRoutes routes) {
        List<String> topics = routes.topics().values().stream()
                .flatMap(byTopic -> byTopic.keySet().stream())
                .distinct()
                .toList();
        properties.topics().keySet().stream()
                .filter(topic -> !topics.contains(topic))
                .forEach(topic -> problems.add(
                        null,
                        "event-bus.topics",
                        "no event is routed to the topic \"%s\". %s"
                                .formatted(
                                        Printable.of(topic, 100),
                                        ConfigurationProblems.suggestion(topic, topics, "topics"))));
    }

    /** Who asks for one has something left in it. */
    private void checkOutbox(ConfigurableEnvironment environment) {
        if (missingOutbox != null
                && Binder.get(environment).bind(OUTBOX, Boolean.class).orElse(false)) {
            problems.add(
                    null,
                    new SettingOrigins(environment).of(OUTBOX),
                    "%s is true, but there is no outbox: %s".formatted(OUTBOX, missingOutbox));
        }
    }

    /** The topic on the broker (BUS-11). */
    static String fullTopic(EventBusProperties properties, String topic) {
        String prefix = properties.topicPrefix();
        return prefix == null || prefix.isBlank() ? topic : prefix.strip() + "-" + topic;
    }

    private static String what(ConfigNode node) {
        return node.isEmpty() ? "nothing" : Printable.of(node, 200);
    }
}

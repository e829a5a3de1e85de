/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.actuate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookType;
import org.openedx.hooks.NearestName;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.ConsumerStatus;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.openedx.hooks.spring.bus.EventBusPublishing;
import org.openedx.hooks.spring.bus.EventBusRoutes;
import org.openedx.hooks.spring.bus.EventOutboxOperations;
import org.openedx.hooks.spring.bus.OutboxTopic;
import org.openedx.hooks.spring.bus.RouteDescription;
import org.openedx.hooks.spring.bus.StartPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Actuator endpoint of the event bus: what is published, consumed and stored in an outbox. Its write operations move,
 * stop and start consumers, hand dead letters to their receivers again, switch routes and look after the outbox; they
 * are there only if {@code management.endpoint.openedxeventbus.access} is {@code unrestricted}.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
@Endpoint(id = "openedxeventbus", defaultAccess = Access.READ_ONLY)
public final class OpenEdxEventBusEndpoint {

    static final EndpointId ID = EndpointId.of("openedxeventbus");

    private static final Logger log = LoggerFactory.getLogger(OpenEdxEventBusEndpoint.class);

    private static final String ROUTES = "routes";

    private static final String OUTBOX = "outbox";

    private static final String RETRY = "retry";

    private static final String PAUSE = "pause";

    private static final String RESUME = "resume";

    private static final List<String> OUTBOX_ACTIONS = List.of(RETRY, "drop", PAUSE, RESUME);

    private static final List<String> STATES = List.of("running", "paused", "stopped");

    private static final long LIMIT = 1000;

    private final EventBusPublishing publishing;

    private final EventBusRoutes routes;

    private final EventBusConsumers consumers;

    private final Optional<EventOutboxOperations> outbox;

    OpenEdxEventBusEndpoint(
            EventBusPublishing publishing,
            EventBusRoutes routes,
            EventBusConsumers consumers,
            Optional<EventOutboxOperations> outbox) {
        this.publishing = publishing;
        this.routes = routes;
        this.consumers = consumers;
        this.outbox = outbox;
    }

    /**
     * The whole event bus of this application. Asks the broker how far the groups are.
     *
     * @return publisher, routes, consumers and outbox
     */
    @ReadOperation
    public EventBusDescriptor eventBus() {
        List<OutboxTopic> topics = List.of();
        String outboxFailure = null;
        try {
            topics = outbox.map(EventOutboxOperations::topics).orElse(topics);
        } catch (RuntimeException ex) {
            outboxFailure = ex.getClass().getName();
        }
        return new EventBusDescriptor(
                publishing.status(),
                routes.all(),
                consumers.allWithPositions().stream()
                        .map(ConsumerDescriptor::of)
                        .toList(),
                topics,
                outboxFailure);
    }

    /**
     * One consumer; or, with {@code outbox} in place of the topic, the dead events that the outbox has for a topic.
     *
     * @param topic the topic, with prefix or without
     * @param group the consumer group, or the full topic of the outbox
     * @return a {@link ConsumerDescriptor}, or a list of {@link org.openedx.hooks.spring.bus.DeadOutboxEvent};
     *     {@literal null}, answered as not found, if there is neither
     */
    @ReadOperation
    public @Nullable Object part(@Selector String topic, @Selector String group) {
        ConsumerStatus consumer = consumers.find(topic, group);
        if (consumer != null) {
            return ConsumerDescriptor.of(consumer);
        }
        return topic.equals(OUTBOX) && outboxTopic(group) != null ? outbox.get().dead(group, (int) LIMIT) : null;
    }

    /**
     * Does one thing with a consumer or its group: changes its state, moves the group, or redrives its dead letters.
     *
     * @param topic the topic, with prefix or without
     * @param group the consumer group
     * @param state {@code running}, {@code paused} or {@code stopped}, of this application's consumer
     * @param from from where the whole group reads on: a time as ISO 8601 with an offset, or a position in the broker's
     *     own words
     * @param redrive {@code true} to hand the group's dead letters to the receivers that had failed
     * @param limit how many dead letters at most; 1000 if it is not given
     * @param dryRun {@code true} to say only what would be done
     * @return a {@link ConsumerDescriptor}, a {@link org.openedx.hooks.spring.bus.Replay} or a
     *     {@link org.openedx.hooks.spring.bus.Redrive}; {@literal null}, answered as not found, if there is no such
     *     consumer
     * @throws InvalidEndpointRequestException if nothing or too much is asked, or something is wrong; nothing has
     *     changed
     * @throws Exception if the broker does not do it
     */
    @WriteOperation
    public @Nullable Object operate(
            @Selector String topic,
            @Selector String group,
            @Nullable String state,
            @Nullable String from,
            @Nullable Boolean redrive,
            @Nullable Long limit,
            @Nullable Boolean dryRun)
            throws Exception {
        boolean redrives = Boolean.TRUE.equals(redrive);
        int things = (state != null ? 1 : 0) + (from != null ? 1 : 0) + (redrives ? 1 : 0);
        boolean dry = Boolean.TRUE.equals(dryRun);
        if (things != 1) {
            throw refused("Give one of state, from and redrive.");
        }
        if ((dry && state != null) || (limit != null && !redrives)) {
            throw refused("dryRun goes with from and redrive, and limit with redrive.");
        }
        if (consumers.find(topic, group) == null) {
            return null;
        }
        try {
            if (state != null) {
                change(topic, group, state);
                return part(topic, group);
            }
            if (!dry) {
                log.info(
                        "The group {} of {} is to be {}, by actuator",
                        Printable.of(group),
                        Printable.of(topic),
                        redrives ? "redriven" : "moved to " + Printable.of(from, 100));
            }
            return from != null
                    ? consumers.replay(topic, group, StartPoint.of(from), dry)
                    : consumers.redrive(topic, group, limit == null ? LIMIT : limit, dry);
        } catch (IllegalArgumentException | IllegalStateException ex) {
            throw new RefusedRequestException(List.of(Printable.of(ex.getMessage())), ex);
        }
    }

    private void change(String topic, String group, String state) {
        switch (state.toLowerCase(Locale.ROOT)) {
            case "running" -> consumers.start(topic, group);
            case "paused" -> consumers.pause(topic, group);
            case "stopped" -> consumers.stop(topic, group);
            default ->
                throw refused("state must be one of %s, found \"%s\".%s"
                        .formatted(String.join(", ", STATES), Printable.of(state, 100), nearest(state, STATES)));
        }
        log.info("Consumer of {} for {} is to be {}, by actuator", Printable.of(topic), Printable.of(group), state);
    }

    /**
     * Switches a route, or looks after the outbox: {@code routes/{type}/{topic}} with {@code enabled}, and
     * {@code outbox/{topic}/{action}} with the action retry, drop, pause or resume.
     *
     * @param what {@code routes} or {@code outbox}
     * @param name the event's type, or the full topic of the outbox
     * @param detail the route's topic without prefix, or the action
     * @param enabled of a route: whether to publish
     * @param id of retry and drop: which dead event; all of the topic if it is not given
     * @return the {@link RouteDescription}; after retry and drop an {@link OutboxChange}; after pause and resume the
     *     {@link OutboxTopic}; {@literal null}, answered as not found, if there is no such thing
     * @throws InvalidEndpointRequestException if something is missing or wrong; nothing has changed
     */
    @WriteOperation
    public @Nullable Object configure(
            @Selector String what,
            @Selector String name,
            @Selector String detail,
            @Nullable Boolean enabled,
            @Nullable Long id) {
        if (what.equals(ROUTES)) {
            if (enabled == null || id != null) {
                throw refused("Give enabled: true or false.");
            }
            return route(name, detail, enabled);
        }
        if (!what.equals(OUTBOX)) {
            return null;
        }
        if (enabled != null) {
            throw refused("enabled is for routes.");
        }
        return outboxTopic(name) == null ? null : outbox(outbox.get(), name, detail, id);
    }

    /**
     * Takes back that a route was switched: {@code routes/{type}/{topic}}.
     *
     * @param what {@code routes}
     * @param name the event's type
     * @param detail the route's topic without prefix
     * @return the route as it is now; {@literal null}, answered as not found, if there is none
     */
    @DeleteOperation
    public @Nullable RouteDescription restore(@Selector String what, @Selector String name, @Selector String detail) {
        return what.equals(ROUTES) ? route(name, detail, null) : null;
    }

    private @Nullable RouteDescription route(String type, String topic, @Nullable Boolean enabled) {
        if (routes.all().stream().noneMatch(route -> route.type().equals(type))) {
            return null;
        }
        try {
            RouteDescription route = routes.enable(HookType.of(type), topic, enabled);
            if (route != null) {
                log.info("The route of {} to {} is {}, by actuator", type, topic, route.enabled() ? "on" : "off");
            }
            return route;
        } catch (IllegalStateException ex) {
            throw new RefusedRequestException(List.of(Printable.of(ex.getMessage())), ex);
        }
    }

    private @Nullable OutboxTopic outboxTopic(String topic) {
        return outbox.map(EventOutboxOperations::topics).orElse(List.of()).stream()
                .filter(known -> known.topic().equals(topic))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Object outbox(EventOutboxOperations operations, String topic, String action, @Nullable Long id) {
        if (!OUTBOX_ACTIONS.contains(action)) {
            throw refused("The outbox can %s, and not \"%s\".%s"
                    .formatted(
                            String.join(", ", OUTBOX_ACTIONS),
                            Printable.of(action, 100),
                            nearest(action, OUTBOX_ACTIONS)));
        }
        boolean pauses = action.equals(PAUSE) || action.equals(RESUME);
        if (pauses && id != null) {
            throw refused("id is for retry and drop.");
        }
        log.info(
                "The outbox of {} gets: {}{}, by actuator",
                Printable.of(topic),
                action,
                id == null ? "" : " event " + id);
        if (pauses) {
            operations.pause(topic, action.equals(PAUSE));
            return outboxTopic(topic);
        }
        return new OutboxChange(action.equals(RETRY) ? operations.retry(topic, id) : operations.drop(topic, id));
    }

    /**
     * What became of dead events.
     *
     * @param events how many there were
     * @since 0.1.0
     */
    public record OutboxChange(int events) {}

    /** That there is no such thing, and which there are. */
    String unknown(String what, String name, String detail) {
        if (what.equals(OUTBOX)) {
            List<String> topics = outbox.map(EventOutboxOperations::topics).orElse(List.of()).stream()
                    .map(OutboxTopic::topic)
                    .toList();
            return outbox.isEmpty()
                    ? "There is no outbox."
                    : "The outbox has never had a topic \"%s\".%s Topics: %s."
                            .formatted(
                                    Printable.of(name, 100),
                                    nearest(name, topics),
                                    topics.stream().map(Printable::of).toList());
        }
        if (what.equals(ROUTES)) {
            List<String> all = routes.all().stream()
                    .map(route -> route.type() + "/" + route.topic())
                    .toList();
            return "There is no route of \"%s\" to \"%s\".%s"
                    .formatted(Printable.of(name, 200), Printable.of(detail, 100), nearest(name + "/" + detail, all));
        }
        return unknown(what, name);
    }

    /** That there is no such consumer, and which there are. */
    String unknown(String topic, String group) {
        return "There is no consumer of \"%s\" for \"%s\". Consumers: %s."
                .formatted(
                        Printable.of(topic, 100),
                        Printable.of(group, 100),
                        consumers.all().stream()
                                .map(consumer -> consumer.topic() + "/" + consumer.group())
                                .toList());
    }

    private static String nearest(String given, List<String> valid) {
        return NearestName.to(given, valid)
                .map(" Did you mean \"%s\"?"::formatted)
                .orElse("");
    }

    private static RefusedRequestException refused(String problem) {
        return new RefusedRequestException(List.of(problem), null);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.spring.bus.ConsumerPosition;
import org.openedx.hooks.spring.bus.ConsumerSettings;
import org.openedx.hooks.spring.bus.DeadLetters;
import org.openedx.hooks.spring.bus.EventBusConsumer;
import org.openedx.hooks.spring.bus.ReceivedMessage;
import org.openedx.hooks.spring.bus.Replay;
import org.openedx.hooks.spring.bus.StartPoint;
import org.openedx.hooks.wire.EventCodec;
import org.openedx.hooks.wire.EventHeaders;

/** Reads a stream for a group (RED-6 to RED-11). */
final class RedisEventBusConsumer implements EventBusConsumer {

    private final RedisLinks links;

    private final RedisEventBusProperties properties;

    private final ConsumerSettings settings;

    private final String name;

    private final RedisGroup group;

    private final Losses losses;

    private final DeadLetters deadLetters;

    private final Set<String> unconfirmed = new LinkedHashSet<>();

    private final BitSet sessions = new BitSet();

    private @Nullable String start;

    private boolean opened;

    /**
     * Reads as the settings say.
     *
     * @throws IllegalArgumentException if the settings do not suit Redis
     */
    RedisEventBusConsumer(RedisLinks links, RedisEventBusProperties properties, ConsumerSettings settings) {
        this.links = links;
        this.properties = properties;
        this.settings = settings;
        this.name = Objects.requireNonNull(settings.consumerName());
        this.group = new RedisGroup(settings.topic(), settings.group());
        this.losses = new Losses(settings.topic(), settings.group());
        this.deadLetters = new RedisDeadLetters(links, settings.deadLetterTopic(), properties.streamMaxLen());
        this.start = start(settings);
    }

    /** Behind which entry the group is put at first; {@literal null} to leave it where it is. */
    private static @Nullable String start(ConsumerSettings settings) {
        if (settings.offsetTime() != null) {
            return StreamId.at(settings.offsetTime()).previous().toString();
        }
        String id = settings.lastReadMsgId();
        try {
            return id == null || id.equals(RedisGroup.END)
                    ? id
                    : StreamId.of(id).toString();
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("last-read-msg-id: " + ex.getMessage(), ex);
        }
    }

    @Override
    public Session open() throws Exception {
        RedisLink link = links.open();
        try {
            return new RedisSession(this, link, prepare(link));
        } catch (Throwable ex) {
            link.close();
            throw ex;
        }
    }

    /** Makes ready for another session, and gives its number. */
    private synchronized int prepare(RedisLink link) throws InterruptedException {
        makeGroup(link);
        if (start != null) {
            group.moveTo(link, start, null);
            start = null;
        }
        if (!unconfirmed.isEmpty()) {
            link.await(group.acknowledge(link, unconfirmed));
            unconfirmed.clear();
        }
        opened = true;
        int index = sessions.nextClearBit(0);
        sessions.set(index);
        return index;
    }

    /** Several sessions read in several names, each of them stable. */
    String name(int index) {
        return index == 0 ? name : name + "-" + (index + 1);
    }

    /** A group that is made again begins with the oldest entry: all of them came after the loss. */
    synchronized void makeGroup(RedisLink link) throws InterruptedException {
        group.create(link, settings.checkBacklog() || opened);
    }

    /**
     * A session has ended.
     *
     * @param index its number
     * @param ids what it has dealt with but does not know to be acknowledged: the next session does it
     */
    synchronized void closed(int index, Collection<String> ids) {
        unconfirmed.addAll(ids);
        sessions.clear(index);
    }

    @Override
    public EventHeaders headers() {
        return EventHeaders.redis();
    }

    @Override
    public <E extends OpenEdxEvent> E decode(ReceivedMessage message, EventCodec<E> codec) {
        byte[] body = message.body();
        return codec.decode(body == null ? new byte[0] : body);
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public ConsumerPosition position() throws Exception {
        RedisGroup.State state = group.state(links.shared());
        RedisGroup.GroupState read = state == null ? null : state.group();
        if (state == null || read == null) {
            return new ConsumerPosition(null, null, null, losses.total());
        }
        losses.look(state);
        return new ConsumerPosition(read.lastRead().toString(), losses.lag(state), read.pending(), losses.total());
    }

    @Override
    public Replay replay(StartPoint start, boolean dryRun) throws Exception {
        RedisLink link = links.shared();
        if (start instanceof StartPoint.Position position && position.value().equals(RedisGroup.END)) {
            if (!dryRun) {
                makeGroup(link);
                group.moveTo(link, RedisGroup.END, null);
            }
            return new Replay(RedisGroup.END, 0L);
        }
        StreamId first = start instanceof StartPoint.Time time
                ? StreamId.at(time.time())
                : StreamId.of(((StartPoint.Position) start).value());
        RedisGroup.State state = group.state(link);
        long messages = group.count(link, first);
        if (!dryRun) {
            makeGroup(link);
            Long added = state == null ? null : state.entriesAdded();
            group.moveTo(link, first.previous().toString(), added == null ? null : Math.max(0, added - messages));
        }
        return new Replay(first.toString(), messages);
    }

    RedisGroup group() {
        return group;
    }

    Losses losses() {
        return losses;
    }

    ConsumerSettings settings() {
        return settings;
    }

    RedisEventBusProperties properties() {
        return properties;
    }

    /** For messages. */
    @Override
    public String toString() {
        return List.of(settings.topic(), settings.group(), name).toString();
    }
}

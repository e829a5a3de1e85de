/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@DisplayName("Several major versions by one call (VER-4)")
class OpenEdxEventsTests {

    private static final Instant TIME = Instant.parse("2024-05-06T07:08:09.123456Z");

    private final Sent events = new Sent();

    @Test
    void allVersionsHaveTheSameTime() {
        Instant before = Instant.now();
        List<SendResult> results =
                events.sendVersions(new ThingHappened(), new ThingHappenedV2(), new ThingHappenedV3());

        assertThat(events.all).containsExactly(new ThingHappened(), new ThingHappenedV2(), new ThingHappenedV3());
        assertThat(events.times.stream().distinct())
                .singleElement()
                .satisfies(time -> assertThat(time).isBetween(before, Instant.now()));
        assertThat(results).isEqualTo(events.results);
    }

    @Test
    void theTimeCanBeGiven() {
        events.sendVersions(TIME, new ThingHappenedV2(), new ThingHappened());

        assertThat(events.all).containsExactly(new ThingHappenedV2(), new ThingHappened());
        assertThat(events.times).containsExactly(TIME, TIME);
    }

    @Test
    void differentEventsAreRefusedBeforeAnyIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> events.sendVersions(new ThingHappened(), new ThingHappenedV2(), new OtherHappenedV3()))
                .withMessage("org.openedx.learning.thing.happened.v1 and org.openedx.learning.other.happened.v3"
                        + " are not versions of one event (VER-4)");
        assertThat(events.all).isEmpty();
    }

    @Test
    void aVersionThatIsThereTwiceIsRefusedBeforeAnyIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> events.sendVersions(new ThingHappenedV2(), new ThingHappened(), new ThingHappenedV2()))
                .withMessage("org.openedx.learning.thing.happened.v2 and org.openedx.learning.thing.happened.v2"
                        + " are the same major version of one event (VER-4)");
        assertThat(events.all).isEmpty();
    }

    @EventHook(type = "org.openedx.learning.thing.happened.v1")
    record ThingHappened() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.thing.happened.v2")
    record ThingHappenedV2() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.thing.happened.v3")
    record ThingHappenedV3() implements OpenEdxEvent {}

    @EventHook(type = "org.openedx.learning.other.happened.v3")
    record OtherHappenedV3() implements OpenEdxEvent {}

    private static final class Sent implements OpenEdxEvents {

        private final List<OpenEdxEvent> all = new ArrayList<>();

        private final List<Instant> times = new ArrayList<>();

        private final List<SendResult> results = new ArrayList<>();

        @Override
        public SendResult send(OpenEdxEvent event) {
            return send(event, Instant.now());
        }

        @Override
        public SendResult send(OpenEdxEvent event, Instant time) {
            all.add(event);
            times.add(time);
            results.add(SendResult.of(EventMetadataTests::metadata, List.of()));
            return results.get(results.size() - 1);
        }

        @Override
        public void sendAfterCommit(OpenEdxEvent event) {
            send(event);
        }

        @Override
        public SendResult resend(OpenEdxEvent event, EventMetadata metadata) {
            return send(event, metadata.time());
        }
    }
}

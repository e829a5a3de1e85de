/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus.analytics;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Counts enrollments by course, and remembers the last. */
@Component
class Arrivals {

    private static final int REMEMBERED = 50;

    private final Deque<Arrival> last = new ArrayDeque<>();

    private final Map<String, Integer> courses = new TreeMap<>();

    private int count;

    record Arrival(int number, String id, String course, long learner, String source, Instant sent, Instant arrived) {}

    @EventListener
    synchronized void count(OpenEdxApplicationEvent<CourseEnrollmentCreated> event) {
        var enrollment = event.getPayload().enrollment();
        String course = enrollment.course().courseKey().toString();
        courses.merge(course, 1, Integer::sum);
        count++;
        if (last.size() == REMEMBERED) {
            last.removeLast();
        }
        last.addFirst(new Arrival(
                count,
                event.metadata().id().toString(),
                course,
                enrollment.user().id(),
                event.metadata().source(),
                event.metadata().time(),
                Instant.now()));
    }

    synchronized int count() {
        return count;
    }

    synchronized List<Arrival> last() {
        return new ArrayList<>(last);
    }

    synchronized Map<String, Integer> courses() {
        return new TreeMap<>(courses);
    }
}

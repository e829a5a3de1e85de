/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.test;

import java.util.List;
import java.util.function.Predicate;

import org.assertj.core.api.AbstractAssert;

/** What assertions on the recorded events or runs of one hook have in common. */
abstract class RecordedAssert<SELF extends RecordedAssert<SELF, T>, T> extends AbstractAssert<SELF, List<T>> {

    private final String subject;

    RecordedAssert(List<T> actual, Class<SELF> selfType, String subject) {
        super(actual, selfType);
        this.subject = subject;
    }

    /**
     * It happened exactly once.
     *
     * @return this
     */
    public SELF once() {
        return times(1);
    }

    /** It did not happen. */
    public void never() {
        times(0);
    }

    /**
     * It happened this many times.
     *
     * @param expected how many
     * @return this
     */
    public SELF times(int expected) {
        if (actual.size() != expected) {
            throw failed("%nExpecting %s %s, but that happened %s. In this test:%s"
                    .formatted(subject, timesOf(expected), timesOf(actual.size()), Lines.of(actual)));
        }
        return myself;
    }

    final List<T> those(Predicate<T> predicate) {
        List<T> matching = actual.stream().filter(predicate).toList();
        if (matching.isEmpty()) {
            throw failed("%nExpecting %s with data that matches, but none does. In this test:%s"
                    .formatted(subject, Lines.of(actual)));
        }
        return matching;
    }

    final void none(Predicate<T> predicate) {
        List<T> matching = actual.stream().filter(predicate).toList();
        if (!matching.isEmpty()) {
            throw failed("%nExpecting %s never with data that matches, but that happened %s. In this test:%s"
                    .formatted(subject, timesOf(matching.size()), Lines.of(actual)));
        }
    }

    final String subject() {
        return subject;
    }

    private AssertionError failed(String message) {
        return failure("%s", message);
    }

    private static String timesOf(int count) {
        return switch (count) {
            case 0 -> "never";
            case 1 -> "once";
            default -> count + " times";
        };
    }
}

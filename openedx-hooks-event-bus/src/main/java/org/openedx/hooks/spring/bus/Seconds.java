/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

import org.springframework.boot.convert.DurationStyle;

/**
 * A length of time as Open edX writes it, in seconds and their fractions ({@code 1.5}), or as Spring Boot does
 * ({@code 1500ms}).
 *
 * @param duration the length, not negative
 * @since 0.1.0
 */
public record Seconds(Duration duration) {

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Seconds {
        Objects.requireNonNull(duration, "duration");
        if (duration.isNegative()) {
            throw new IllegalArgumentException("must not be negative, but is " + duration);
        }
    }

    /**
     * Reads a length of time.
     *
     * @param text a number of seconds, or a duration with a unit
     * @return the length
     * @throws IllegalArgumentException if it is neither
     */
    public static Seconds valueOf(String text) {
        String stripped = text.strip();
        if (!NUMBER.matcher(stripped).matches()) {
            return new Seconds(DurationStyle.detectAndParse(stripped));
        }
        BigInteger nanos = new BigDecimal(stripped).movePointRight(9).toBigInteger();
        return new Seconds(Duration.ofNanos(nanos.longValueExact()));
    }

    /** As ISO 8601 has it. */
    @Override
    public String toString() {
        return duration.toString();
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;

/**
 * Times as Python's {@code isoformat()} writes and its {@code fromisoformat()} reads them (AVR-16): date and time or
 * only a date, calendar or week, with and without punctuation; a time without an offset is UTC.
 */
final class IsoDateTime {

    private static final long SECOND = 1_000_000;

    private static final long MINUTE = 60 * SECOND;

    private static final long HOUR = 60 * MINUTE;

    private static final int YEAR_MAXIMUM = 9999;

    private static final int FRACTION_DIGITS = 6;

    /** How long a time is that Python writes in UTC, without and with a fraction. */
    private static final int USUAL_LENGTH = 25;

    private static final int USUAL_LENGTH_WITH_FRACTION = 32;

    private static final int OFFSET_SECONDS_LENGTH = 3;

    private static final int EXCERPT = 40;

    private static final long NO_OFFSET = Long.MIN_VALUE;

    private IsoDateTime() {}

    /** Writes no fraction when it is 0, else six digits, and always an offset. */
    static String format(OffsetDateTime time) {
        byte[] text = new byte[length(time)];
        return new String(text, 0, format(time, text, 0), StandardCharsets.ISO_8859_1);
    }

    /** How many characters the text of a time has. */
    static int length(OffsetDateTime time) {
        int length = time.getNano() < 1000 ? USUAL_LENGTH : USUAL_LENGTH_WITH_FRACTION;
        return time.getOffset().getTotalSeconds() % 60 == 0 ? length : length + OFFSET_SECONDS_LENGTH;
    }

    /** Writes the text of a time and returns where it ends. */
    static int format(OffsetDateTime time, byte[] text, int start) {
        int year = time.getYear();
        if (isForeign(year)) {
            throw new IllegalArgumentException("Python has no year " + year);
        }
        int at = write(text, start, year, 4);
        text[at++] = '-';
        at = write(text, at, time.getMonthValue(), 2);
        text[at++] = '-';
        at = write(text, at, time.getDayOfMonth(), 2);
        text[at++] = 'T';
        at = writeClock(text, at, time.getHour(), time.getMinute());
        text[at++] = ':';
        at = write(text, at, time.getSecond(), 2);
        int micros = time.getNano() / 1000;
        if (micros != 0) {
            text[at++] = '.';
            at = write(text, at, micros, FRACTION_DIGITS);
        }
        return writeOffset(text, at, time.getOffset().getTotalSeconds());
    }

    static String format(Instant time) {
        return format(time.atOffset(ZoneOffset.UTC));
    }

    private static boolean isForeign(int year) {
        return year < 1 || year > YEAR_MAXIMUM;
    }

    private static int writeOffset(byte[] text, int start, int offset) {
        int seconds = Math.abs(offset);
        text[start] = (byte) (offset < 0 ? '-' : '+');
        int at = writeClock(text, start + 1, seconds / 3600, seconds / 60 % 60);
        if (seconds % 60 != 0) {
            text[at++] = ':';
            at = write(text, at, seconds % 60, 2);
        }
        return at;
    }

    private static int writeClock(byte[] text, int start, int hours, int minutes) {
        int at = write(text, start, hours, 2);
        text[at++] = ':';
        return write(text, at, minutes, 2);
    }

    private static int write(byte[] text, int start, int number, int digits) {
        int rest = number;
        for (int i = start + digits - 1; i >= start; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return start + digits;
    }

    /** Reads a time in the form in which Python writes it in UTC; returns null when the text has another form. */
    static @Nullable OffsetDateTime parseUsual(byte[] text, int start, int length) {
        boolean fraction = length == USUAL_LENGTH_WITH_FRACTION;
        if (!(fraction || length == USUAL_LENGTH)
                || text[start + 4] != '-'
                || text[start + 7] != '-'
                || text[start + 10] != 'T'
                || text[start + 13] != ':'
                || text[start + 16] != ':'
                || (fraction && text[start + 19] != '.')) {
            return null;
        }
        int zone = start + length - 6;
        if (text[zone] != '+'
                || text[zone + 3] != ':'
                || (number(text, zone + 1, 2) | number(text, zone + 4, 2)) != 0) {
            return null;
        }
        int year = number(text, start, 4);
        int month = number(text, start + 5, 2);
        int day = number(text, start + 8, 2);
        int hour = number(text, start + 11, 2);
        int minute = number(text, start + 14, 2);
        int second = number(text, start + 17, 2);
        int micros = fraction ? number(text, start + 20, FRACTION_DIGITS) : 0;
        if (year < 1 || micros < 0) {
            return null;
        }
        try {
            return OffsetDateTime.of(year, month, day, hour, minute, second, micros * 1000, ZoneOffset.UTC);
        } catch (DateTimeException ex) {
            // What is no time is left to the caller's other way, which says so.
            return null;
        }
    }

    /** A negative number if there is something else. */
    private static int number(byte[] text, int start, int digits) {
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** Reads a time; one without an offset is UTC. */
    static OffsetDateTime parse(String text) {
        return parse(text, false);
    }

    /** Reads a time that says that it is UTC (META-8). */
    static Instant parseUtc(String text) {
        OffsetDateTime time = parse(text, true);
        if (!time.getOffset().equals(ZoneOffset.UTC)) {
            throw invalid(text, "must be UTC (META-8)");
        }
        return time.toInstant();
    }

    private static OffsetDateTime parse(String text, boolean offsetNeeded) {
        try {
            if (text.length() < 7) {
                throw invalid(text, "is no time");
            }
            int separator = separator(text);
            LocalDate date = date(text, separator);
            int start = Math.min(separator + 1, text.length());
            int zone = zone(text, start);
            long clock = separator >= text.length() ? 0 : micros(text, start, zone, true);
            long offset = zone == text.length() ? NO_OFFSET : offset(text, zone);
            if (offset == NO_OFFSET && offsetNeeded) {
                throw invalid(text, "must be UTC and say so (META-8)");
            }
            OffsetDateTime time = time(date.atTime(LocalTime.ofNanoOfDay(clock * 1000)), offset);
            if (isForeign(time.getYear())) {
                throw invalid(text, "is in UTC in a year that Python has not");
            }
            return time;
        } catch (DateTimeException | IndexOutOfBoundsException ex) {
            throw invalid(text, "is no time");
        }
    }

    private static OffsetDateTime time(LocalDateTime local, long offset) {
        if (offset == 0 || offset == NO_OFFSET) {
            return OffsetDateTime.of(local, ZoneOffset.UTC);
        }
        long seconds = offset / SECOND;
        if (offset % SECOND == 0 && Math.abs(seconds) <= ZoneOffset.MAX.getTotalSeconds()) {
            return OffsetDateTime.of(local, ZoneOffset.ofTotalSeconds((int) seconds));
        }
        // Python's offsets are finer and go further than Java's: keep the instant.
        return OffsetDateTime.of(local.minusNanos(offset * 1000), ZoneOffset.UTC);
    }

    /** Finds where the date ends, as Python does. */
    private static int separator(String text) {
        int length = text.length();
        if (length == 7) {
            return 7;
        }
        boolean dashed = text.charAt(4) == '-';
        if (text.charAt(dashed ? 5 : 4) != 'W') {
            return dashed ? 10 : 8;
        }
        if (dashed) {
            boolean day = length > 8 && text.charAt(8) == '-' && !(length > 10 && isDigit(text, 10));
            return day ? 10 : 8;
        }
        int end = 7;
        while (end < length && isDigit(text, end)) {
            end++;
        }
        return end < 9 ? end : 7 + end % 2;
    }

    private static LocalDate date(String text, int end) {
        int year = number(text, 0, 4);
        boolean dashed = text.charAt(4) == '-';
        int at = dashed ? 5 : 4;
        LocalDate date;
        if (text.charAt(at) == 'W') {
            date = weekDate(text, year, at + 1, end, dashed);
        } else {
            int day = at + (dashed ? 3 : 2);
            if (dashed && text.charAt(day - 1) != '-') {
                throw invalid(text, "is no time");
            }
            date = LocalDate.of(year, number(text, at, 2), number(text, day, 2));
        }
        if (isForeign(date.getYear())) {
            throw invalid(text, "has a year that Python has not");
        }
        return date;
    }

    private static LocalDate weekDate(String text, int year, int start, int end, boolean dashed) {
        int week = number(text, start, 2);
        int at = start + 2;
        int day = 1;
        if (at < end) {
            if (dashed && text.charAt(at) != '-') {
                throw invalid(text, "is no time");
            }
            day = number(text, dashed ? at + 1 : at, 1);
        }
        LocalDate january4 = LocalDate.of(year, 1, 4);
        LocalDate monday = january4.minusDays(january4.getDayOfWeek().getValue() - 1L);
        LocalDate thursday = monday.plusWeeks(week - 1L).plusDays(3);
        if (week < 1 || day < 1 || day > 7 || thursday.getYear() != year) {
            throw invalid(text, "is no time");
        }
        return monday.plusWeeks(week - 1L).plusDays(day - 1L);
    }

    private static int zone(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '+' || c == '-' || c == 'Z') {
                return i;
            }
        }
        return text.length();
    }

    private static long offset(String text, int zone) {
        char sign = text.charAt(zone);
        if (sign == 'Z') {
            if (zone + 1 != text.length()) {
                throw invalid(text, "is no time");
            }
            return 0;
        }
        long offset = micros(text, zone + 1, text.length(), false);
        if (offset >= 24 * HOUR) {
            throw invalid(text, "has an offset of a day or more");
        }
        return sign == '-' ? -offset : offset;
    }

    /** Reads {@code HH[:MM[:SS[.ffffff]]]}, with or without the colons, up to {@code end}. */
    private static long micros(String text, int start, int end, boolean clock) {
        int hours = number(text, start, 2);
        int at = start + 2;
        boolean colons = at < end && text.charAt(at) == ':';
        int minutes = 0;
        int seconds = 0;
        long fraction = 0;
        if (at < end) {
            at += colon(text, at, colons);
            minutes = number(text, at, 2);
            at += 2;
        }
        if (at < end) {
            at += colon(text, at, colons);
            seconds = number(text, at, 2);
            at += 2;
        }
        if (at < end && (text.charAt(at) == '.' || text.charAt(at) == ',')) {
            fraction = fraction(text, at + 1, end);
            at = end;
        }
        if (at != end || (clock && (hours > 23 || minutes > 59 || seconds > 59))) {
            throw invalid(text, "is no time");
        }
        return hours * HOUR + minutes * MINUTE + seconds * SECOND + fraction;
    }

    private static int colon(String text, int at, boolean colons) {
        if (colons && text.charAt(at) != ':') {
            throw invalid(text, "is no time");
        }
        return colons ? 1 : 0;
    }

    /** Reads any number of digits and keeps six. */
    private static long fraction(String text, int start, int end) {
        if (start == end) {
            throw invalid(text, "is no time");
        }
        long micros = 0;
        for (int i = 0; i < Math.max(FRACTION_DIGITS, end - start); i++) {
            int digit = start + i < end ? number(text, start + i, 1) : 0;
            if (i < FRACTION_DIGITS) {
                micros = micros * 10 + digit;
            }
        }
        return micros;
    }

    private static int number(String text, int start, int digits) {
        int number = 0;
        for (int i = start; i < start + digits; i++) {
            if (!isDigit(text, i)) {
                throw invalid(text, "is no time");
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean isDigit(String text, int at) {
        char c = text.charAt(at);
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException invalid(String text, String why) {
        return new IllegalArgumentException("\"%s\" %s".formatted(Printable.of(text, EXCERPT), why));
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The public name of a hook: {@code {reverse DNS}.{subdomain}.{subject}.{action}.v{major}} (NAM-1), for example
 * {@code org.openedx.learning.course.enrollment.created.v1}. It identifies the hook everywhere: in configuration,
 * headers, topics, meters and endpoints (NAM-11).
 *
 * <p>The subdomain is the first of the known ones ({@code learning}, {@code content_authoring}, {@code analytics},
 * {@code enterprise}, {@code authz}) after a reverse DNS of at least two segments; an organisation that uses a
 * subdomain of its own has it directly after two segments, as in {@code com.example.billing.invoice.paid.v1}.
 *
 * <p>Three types that Open edX ships break the grammar; they are accepted by name, and no others (DIV-1).
 *
 * @param value the whole name, never {@literal null}
 * @since 0.1.0
 */
public record HookType(String value) implements Comparable<HookType> {

    private static final Set<String> SUBDOMAINS =
            Set.of("learning", "content_authoring", "analytics", "enterprise", "authz");

    private static final Set<String> SHIPPED_EXCEPTIONS = Set.of(
            "org.openedx.authz.role_assignment.created",
            "org.openedx.authz.role_assignment.deleted",
            "org.openedx.enterprise.subsidy.redemption-reversed.v1");

    private static final int VERSION_LENGTH_MAXIMUM = 10;

    private static final int DNS_MINIMUM = 2;

    private static final int SEGMENTS_MINIMUM = DNS_MINIMUM + 4;

    private static final int LENGTH_MAXIMUM = 255;

    private static final String EXAMPLE = "org.openedx.learning.course.enrollment.created.v1";

    /**
     * Checks the name against the grammar.
     *
     * @throws IllegalArgumentException if a part is missing or malformed; the message says which one and why
     */
    public HookType {
        Objects.requireNonNull(value, "value");
        if (!isValid(value) && !SHIPPED_EXCEPTIONS.contains(value)) {
            throw invalid(value);
        }
    }

    /**
     * The hook type with this name.
     *
     * @param value the whole name, must not be {@literal null}
     * @return the type, never {@literal null}
     * @throws IllegalArgumentException if the name breaks the grammar (NAM-1 to NAM-7)
     */
    public static HookType of(String value) {
        return new HookType(value);
    }

    /**
     * The organisation that defines the hook, as a reversed domain name (NAM-2).
     *
     * @return for example {@code org.openedx}, never {@literal null}
     */
    public String reverseDns() {
        Parts parts = parts();
        return String.join(".", parts.segments.subList(0, parts.subdomain));
    }

    /**
     * The architecture subdomain that owns the hook (SUB-1).
     *
     * @return for example {@code learning}, never {@literal null}
     */
    public String subdomain() {
        Parts parts = parts();
        return parts.segments.get(parts.subdomain);
    }

    /**
     * The entity the hook is about; may be namespaced with dots (NAM-3).
     *
     * @return for example {@code course.enrollment}, never {@literal null}
     */
    public String subject() {
        Parts parts = parts();
        return String.join(".", parts.segments.subList(parts.subdomain + 1, parts.action));
    }

    /**
     * What happens or happened to the subject (NAM-5, NAM-6).
     *
     * @return for example {@code created}, never {@literal null}
     */
    public String action() {
        Parts parts = parts();
        return parts.segments.get(parts.action);
    }

    /**
     * The major version (VER-1); an incompatible change makes a new one and so a new hook (VER-3).
     *
     * @return 1 or more; 1 for the shipped types that carry none
     */
    public int majorVersion() {
        Parts parts = parts();
        return parts.action + 1 == parts.segments.size()
                ? 1
                : Integer.parseInt(parts.segments.get(parts.action + 1).substring(1));
    }

    /**
     * Whether both are versions of one hook: their names differ in nothing but the major version (VER-3).
     *
     * @param other another type, or this one
     * @return {@literal true} for the type itself too
     */
    public boolean isVersionOf(HookType other) {
        return unversioned().equals(other.unversioned());
    }

    @Override
    public int compareTo(HookType other) {
        return value.compareTo(other.value);
    }

    /** The name itself. */
    @Override
    public String toString() {
        return value;
    }

    private String unversioned() {
        Parts parts = parts();
        return String.join(".", parts.segments.subList(0, parts.action + 1));
    }

    private Parts parts() {
        List<String> segments = split(value);
        boolean versioned = isVersion(segments.get(segments.size() - 1));
        int action = segments.size() - (versioned ? 2 : 1);
        return new Parts(segments, subdomain(segments, action), action);
    }

    private static int subdomain(List<String> segments, int action) {
        for (int i = DNS_MINIMUM; i < action - 1; i++) {
            if (SUBDOMAINS.contains(segments.get(i))) {
                return i;
            }
            if (!isWords(segments.get(i), false)) {
                break;
            }
        }
        return DNS_MINIMUM;
    }

    /** Types are checked for each event that comes from an event bus: without expressions, and in one pass. */
    private static boolean isValid(String value) {
        if (value.length() > LENGTH_MAXIMUM) {
            return false;
        }
        int segments = 1;
        int start = 0;
        for (int dot = value.indexOf('.'); dot >= 0; dot = value.indexOf('.', start)) {
            // Segments between these two and the subdomain have no underscore, else the subdomain would be before them.
            if (!isWords(value, start, dot, segments > DNS_MINIMUM)) {
                return false;
            }
            segments++;
            start = dot + 1;
        }
        return segments >= SEGMENTS_MINIMUM && isVersion(value, start);
    }

    private static boolean isWords(String segment, boolean underscores) {
        return isWords(segment, 0, segment.length(), underscores);
    }

    /** Letters and digits that start with a letter; between them may be single underscores. */
    private static boolean isWords(String value, int start, int end, boolean underscores) {
        if (start == end || !isLetter(value.charAt(start))) {
            return false;
        }
        boolean word = true;
        for (int i = start + 1; i < end; i++) {
            char c = value.charAt(i);
            boolean inWord = isLetter(c) || isDigit(c);
            if (!inWord && !(c == '_' && underscores && word)) {
                return false;
            }
            word = inWord;
        }
        return word;
    }

    private static boolean isVersion(String segment) {
        return isVersion(segment, 0);
    }

    /** A {@code v} and up to nine digits, the first of which is not 0, up to the end. */
    private static boolean isVersion(String value, int start) {
        int length = value.length() - start;
        if (length < 2
                || length > VERSION_LENGTH_MAXIMUM
                || value.charAt(start) != 'v'
                || value.charAt(start + 1) == '0') {
            return false;
        }
        for (int i = start + 1; i < value.length(); i++) {
            if (!isDigit(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static IllegalArgumentException invalid(String value) {
        if (value.length() > LENGTH_MAXIMUM) {
            return new IllegalArgumentException("Invalid hook type: it has %d characters, at most %d are allowed"
                    .formatted(value.length(), LENGTH_MAXIMUM));
        }
        List<String> segments = split(value);
        int last = segments.size() - 1;
        if (!isVersion(segments.get(last))) {
            return invalid(
                    value,
                    "the last segment, \"%s\", must be the major version, \"v\" and a number from 1 (NAM-7)"
                            .formatted(segments.get(last)));
        }
        if (segments.size() < SEGMENTS_MINIMUM) {
            return invalid(
                    value,
                    ("it has %d segments, at least %d are needed: two for the reverse DNS, subdomain, subject, action,"
                                    + " major version (NAM-1)")
                            .formatted(segments.size(), SEGMENTS_MINIMUM));
        }
        int at = 0;
        while (isWords(segments.get(at), at >= DNS_MINIMUM)) {
            at++;
        }
        int subdomain = subdomain(segments, last - 1);
        String role =
                at < subdomain ? "reverse DNS" : at == subdomain ? "subdomain" : at == last - 1 ? "action" : "subject";
        return invalid(
                value,
                "segment %d, \"%s\", of the %s %s"
                        .formatted(at + 1, segments.get(at), role, explain(segments.get(at), at < subdomain)));
    }

    private static String explain(String segment, boolean dns) {
        if (segment.isEmpty()) {
            return "is empty";
        }
        if (!segment.equals(segment.toLowerCase(Locale.ROOT))) {
            return "must be lower case (SUB-4)";
        }
        return dns
                ? "must be a letter followed by letters or digits (NAM-2)"
                : "must be words of letters and digits, starting with a letter, with single underscores between them (NAM-1)";
    }

    private static IllegalArgumentException invalid(String value, String why) {
        return new IllegalArgumentException(
                Printable.of("Invalid hook type \"" + value + "\": " + why + ". A valid one is " + EXAMPLE));
    }

    private static List<String> split(String value) {
        return List.of(value.split("\\.", -1));
    }

    private record Parts(List<String> segments, int subdomain, int action) {}
}

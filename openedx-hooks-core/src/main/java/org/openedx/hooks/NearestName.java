/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Finds what somebody who mistyped a name probably meant, for error messages.
 *
 * @since 0.1.0
 */
public final class NearestName {

    private NearestName() {}

    /**
     * The valid name that takes the fewest edits to reach; letter case costs nothing.
     *
     * @param given what was found
     * @param valid what would be valid
     * @return empty if nothing is near: more than a third of the given name would have to change, or, if it is short,
     *     more than two letters or all of them
     */
    public static Optional<String> to(String given, Collection<String> valid) {
        int limit = Math.min(Math.max(2, given.length() / 3), given.length() - 1);
        record Candidate(String name, int distance) {}
        return valid.stream()
                .filter(name -> Math.abs(name.length() - given.length()) <= limit)
                .map(name -> new Candidate(name, distance(given, name)))
                .filter(candidate -> candidate.distance <= limit)
                .min(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
                .map(Candidate::name);
    }

    /**
     * How many edits lie between two names: a letter more, less, another or exchanged with its neighbour.
     *
     * @param from one
     * @param to the other
     * @return 0 if they differ in letter case only
     */
    public static int distance(String from, String to) {
        int[] beforeLast = new int[to.length() + 1];
        int[] last = new int[to.length() + 1];
        for (int j = 0; j < last.length; j++) {
            last[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = last[j - 1] + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(last[j], current[j - 1]));
                if (i > 1
                        && j > 1
                        && same(from.charAt(i - 1), to.charAt(j - 2))
                        && same(from.charAt(i - 2), to.charAt(j - 1))) {
                    current[j] = Math.min(current[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = current;
        }
        return last[to.length()];
    }

    private static boolean same(char a, char b) {
        return Character.toLowerCase(a) == Character.toLowerCase(b);
    }
}

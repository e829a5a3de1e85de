/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.key;

import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import org.jspecify.annotations.Nullable;

/**
 * Names what an XBlock aside keeps beside a block: {@code aside-usage-v2:block key::aside type}, with colons in either
 * half escaped by a dollar sign. {@code aside-usage-v1:} escapes only double colons.
 *
 * @param usageKey the block
 * @param asideType the type of the aside, any text
 * @param version how the halves are escaped, 1 or 2
 * @since 0.1.0
 */
public record AsideUsageKey(UsageKey usageKey, String asideType, int version) implements UsageKey {

    static final String PREFIX = "aside-usage-v";
    private static final String KIND = "AsideUsageKey";

    /**
     * Checks the parts.
     *
     * @param usageKey the block, must not be null
     * @param asideType the type of the aside, must not be null
     * @param version 1 or 2
     * @throws InvalidKeyException if the version is neither 1 nor 2, or is 1 and cannot tell where the key of the block
     *     ends, since that has a double colon or a colon as its last character
     */
    public AsideUsageKey {
        Objects.requireNonNull(usageKey, "usageKey");
        Objects.requireNonNull(asideType, "asideType");
        if (version != 1 && version != 2) {
            throw new InvalidKeyException("Invalid " + KIND + ": expected version 1 or 2, found " + version);
        }
        if (version == 1) {
            String usage = usageKey.toString();
            if (usage.contains("::") || usage.endsWith(":")) {
                throw new InvalidKeyException(
                        "Invalid " + KIND + ": version 1 cannot hold a block whose key has :: or ends with :");
            }
        }
    }

    /**
     * Makes a key of version 2, which can hold every block and type.
     *
     * @param usageKey the block, must not be null
     * @param asideType the type of the aside, must not be null
     * @return the key
     */
    public static AsideUsageKey of(UsageKey usageKey, String asideType) {
        return new AsideUsageKey(usageKey, asideType, 2);
    }

    /**
     * Reads a key of version 1 or 2.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    @JsonCreator
    public static AsideUsageKey parse(String text) {
        return read(new KeyReader(KIND, text).expect(PREFIX));
    }

    /**
     * Same as {@link #parse(String)}.
     *
     * @param text the text, must not be null
     * @return the key
     * @throws InvalidKeyException if the text is no such key
     */
    public static AsideUsageKey valueOf(String text) {
        return parse(text);
    }

    static AsideUsageKey read(KeyReader key) {
        if (key.skip("2:")) {
            return readVersion2(key, key.rest());
        }
        if (key.skip("1:")) {
            return readVersion1(key, key.rest());
        }
        throw key.expected("1: or 2:");
    }

    private static AsideUsageKey readVersion1(KeyReader key, String halves) {
        int split = halves.indexOf("::");
        String usage = unescape(key, split < 0 ? halves : halves.substring(0, split));
        String asideType = unescape(key, split < 0 ? "" : halves.substring(split + 2));
        if (usage.startsWith(PREFIX)) {
            // The text of an aside has a double colon, so this could only fail, but after any depth of recursion.
            throw key.expected("a block that is no aside");
        }
        return new AsideUsageKey(UsageKey.parse(usage), asideType, 1);
    }

    private static String unescape(KeyReader key, String half) {
        String text = half.replace("$::", "::").replace("$$", "$");
        if (!escape(text).equals(half)) {
            throw key.expected("$ and :: to be escaped by $");
        }
        return text;
    }

    private static String escape(String text) {
        return text.replace("$", "$$").replace("::", "$::");
    }

    private static AsideUsageKey readVersion2(KeyReader key, String halves) {
        int split = halves.lastIndexOf("::");
        if (split < 0) {
            throw key.expected("a block and an aside type with :: between them");
        }
        String usage = unescapeAll(key, halves.substring(0, split));
        return new AsideUsageKey(UsageKey.parse(usage), unescapeAll(key, halves.substring(split + 2)), 2);
    }

    private static String unescapeAll(KeyReader key, String half) {
        StringBuilder text = new StringBuilder(half.length());
        boolean escaped = false;
        for (int i = 0; i < half.length(); i++) {
            char c = half.charAt(i);
            if (escaped ? c != '$' && c != ':' : c == ':') {
                throw key.expected("$ and : to be escaped by $");
            }
            escaped = !escaped && c == '$';
            if (!escaped) {
                text.append(c);
            }
        }
        if (escaped) {
            throw key.expected("$ and : to be escaped by $");
        }
        return text.toString();
    }

    private static String escapeAll(String text) {
        return text.replace("$", "$$").replace(":", "$:");
    }

    @Override
    public LearningContextKey contextKey() {
        return usageKey.contextKey();
    }

    @Override
    public @Nullable String blockType() {
        return usageKey.blockType();
    }

    @Override
    public String blockId() {
        return usageKey.blockId();
    }

    @Override
    public String namespace() {
        return PREFIX + version;
    }

    @Override
    public String toString() {
        String usage = usageKey.toString();
        return version == 1
                ? namespace() + ":" + escape(usage) + "::" + escape(asideType)
                : namespace() + ":" + escapeAll(usage) + "::" + escapeAll(asideType);
    }
}

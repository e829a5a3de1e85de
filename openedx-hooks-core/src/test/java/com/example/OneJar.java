/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.jspecify.annotations.Nullable;

/**
 * A record of an application that is one jar with all its libraries.
 *
 * @param more may be missing
 * @param text must be there, but nobody says so
 */
public record OneJar(@Nullable Object more, String text) {}

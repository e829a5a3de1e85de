/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Holds the guide for authors of plug-ins to what it says. */
@NullMarked
package com.example.guide;

import org.jspecify.annotations.NullMarked;

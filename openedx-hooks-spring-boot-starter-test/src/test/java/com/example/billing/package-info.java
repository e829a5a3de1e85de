/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** A small application with events, tested as its authors would. */
@NullMarked
package com.example.billing;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** A small application, tested as its authors would. */
@NullMarked
package com.example.learning;

import org.jspecify.annotations.NullMarked;

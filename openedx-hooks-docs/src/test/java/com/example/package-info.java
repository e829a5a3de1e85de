/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The code that the documentation shows. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;

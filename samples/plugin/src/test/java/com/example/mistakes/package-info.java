/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What authors of plug-ins do wrong. */
@NullMarked
package com.example.mistakes;

import org.jspecify.annotations.NullMarked;

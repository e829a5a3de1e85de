/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** An application that is processed ahead of time. */
@NullMarked
package com.example.tea;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What an application has in packages of its own. */
@NullMarked
package com.example;

import org.jspecify.annotations.NullMarked;

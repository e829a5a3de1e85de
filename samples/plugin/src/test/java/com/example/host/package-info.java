/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** An application that knows nothing of the plug-in on its class path. */
@NullMarked
package com.example.host;

import org.jspecify.annotations.NullMarked;

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** An application of its own, so that nothing else is scanned with it. */
@NullMarked
package org.openedx.hooks.benchmarks.startup;

import org.jspecify.annotations.NullMarked;

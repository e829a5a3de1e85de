/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Publishers and consumers in processes of their own, a broker and a database, all of which are killed at random. */
@NullMarked
package org.openedx.hooks.chaos;

import org.jspecify.annotations.NullMarked;

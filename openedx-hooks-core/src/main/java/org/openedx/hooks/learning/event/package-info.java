/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Events of the learning subdomain: what learners did and what became of it. */
@NullMarked
package org.openedx.hooks.learning.event;

import org.jspecify.annotations.NullMarked;

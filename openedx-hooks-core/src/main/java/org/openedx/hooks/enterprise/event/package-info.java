/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Events of the enterprise subdomain: what organizations pay for, and who learns with them. */
@NullMarked
package org.openedx.hooks.enterprise.event;

import org.jspecify.annotations.NullMarked;

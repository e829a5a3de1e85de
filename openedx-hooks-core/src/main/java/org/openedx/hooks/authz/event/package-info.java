/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Events of the authorization subdomain: who may do what. */
@NullMarked
package org.openedx.hooks.authz.event;

import org.jspecify.annotations.NullMarked;

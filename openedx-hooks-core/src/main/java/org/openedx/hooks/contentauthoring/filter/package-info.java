/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Filters of the content authoring subdomain: what authors are about to see. */
@NullMarked
package org.openedx.hooks.contentauthoring.filter;

import org.jspecify.annotations.NullMarked;

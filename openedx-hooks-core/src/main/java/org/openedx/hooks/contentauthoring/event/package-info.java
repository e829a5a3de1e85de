/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Events of the content authoring subdomain: what authors did to courses and libraries. */
@NullMarked
package org.openedx.hooks.contentauthoring.event;

import org.jspecify.annotations.NullMarked;

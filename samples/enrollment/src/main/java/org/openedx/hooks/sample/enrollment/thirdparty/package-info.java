/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** A stand-in for somebody else's badge service. */
@NullMarked
package org.openedx.hooks.sample.enrollment.thirdparty;

import org.jspecify.annotations.NullMarked;

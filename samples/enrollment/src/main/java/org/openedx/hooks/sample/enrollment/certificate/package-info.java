/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Certificates for courses. */
@NullMarked
package org.openedx.hooks.sample.enrollment.certificate;

import org.jspecify.annotations.NullMarked;

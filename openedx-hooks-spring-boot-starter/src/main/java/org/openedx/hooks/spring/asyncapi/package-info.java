/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** The events of an application, and where they go, as an AsyncAPI document. */
@NullMarked
package org.openedx.hooks.spring.asyncapi;

import org.jspecify.annotations.NullMarked;

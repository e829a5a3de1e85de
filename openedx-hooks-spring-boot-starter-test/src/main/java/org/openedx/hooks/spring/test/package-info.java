/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Tests of receivers, steps and senders: switches and records for each test, pipelines without an application. */
@NullMarked
package org.openedx.hooks.spring.test;

import org.jspecify.annotations.NullMarked;

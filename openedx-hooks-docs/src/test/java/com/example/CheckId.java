/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

/** A step that configurations name by its class. */
class CheckId extends AnyStep {}

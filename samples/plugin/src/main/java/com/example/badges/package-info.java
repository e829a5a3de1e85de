/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Badges for learners: a plug-in for applications that enroll learners in courses. */
@NullMarked
package com.example.badges;

import org.jspecify.annotations.NullMarked;

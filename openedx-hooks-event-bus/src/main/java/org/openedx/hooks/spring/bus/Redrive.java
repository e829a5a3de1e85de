/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

/**
 * What came of dead letters that were handed to their receivers once more, or would be.
 *
 * @param deadLetters how many there were
 * @param processed how many are dead letters no more
 * @param failed how many failed again, and are dead letters again
 * @param skipped how many were left, since the application does not know their type or nobody in it receives it
 * @since 0.1.0
 */
public record Redrive(long deadLetters, long processed, long failed, long skipped) {}

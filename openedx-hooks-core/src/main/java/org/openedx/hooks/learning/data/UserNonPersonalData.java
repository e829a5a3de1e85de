/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.learning.data;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * A user without anything that identifies the person (PAY-6).
 *
 * @param id the number of the user in the sending service's database
 * @param isActive whether the account is active: confirmed and not disabled
 * @since 0.1.0
 */
@RecordBuilder
public record UserNonPersonalData(long id, boolean isActive) implements UserNonPersonalDataBuilder.With {}

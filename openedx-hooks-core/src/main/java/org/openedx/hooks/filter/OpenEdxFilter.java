/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.filter;

/**
 * An Open edX filter: a record, annotated with {@link FilterHook}, with the data of something that is about to happen.
 * It is run with {@link OpenEdxFilters#run(OpenEdxFilter)}; steps return it, changed or not.
 *
 * @since 0.1.0
 */
public interface OpenEdxFilter {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.event;

/**
 * An Open edX event: a record, annotated with {@link EventHook}, that says what has happened. It is immutable, carries
 * its data in its components and is sent with {@link OpenEdxEvents#send(OpenEdxEvent)}.
 *
 * <p>A receiver that takes this type receives every event.
 *
 * @since 0.1.0
 */
public interface OpenEdxEvent {}

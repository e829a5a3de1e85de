/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;

import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.event.EventDelivery;
import org.openedx.hooks.wire.EventCodecs;

/** What all consumers of an application share. */
record ConsumerServices(
        HookCatalog catalog,
        EventCodecs codecs,
        EventDelivery delivery,
        HookSwitches switches,
        List<WorkCycleCallback> callbacks,
        BusMeters meters,
        BusSpans spans,
        BusAudit audit,
        String host) {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus.analytics;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.ConsumerStatus;
import org.openedx.hooks.spring.bus.EventBusConsumers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the page shows. What operators do, it does with the actuator endpoint of the event bus. */
@RestController
class AnalyticsController {

    private final Arrivals arrivals;

    private final Warehouse warehouse;

    private final EventBusConsumers consumers;

    private final String platform;

    AnalyticsController(
            Arrivals arrivals,
            Warehouse warehouse,
            EventBusConsumers consumers,
            @Value("${sample.other}") String platform) {
        this.arrivals = arrivals;
        this.warehouse = warehouse;
        this.consumers = consumers;
        this.platform = platform;
    }

    record State(
            String platform,
            int arrived,
            Map<String, Integer> courses,
            List<Arrivals.Arrival> last,
            WarehouseState warehouse,
            Consumer consumer) {}

    record WarehouseState(boolean failing, int loaded, int failures) {}

    record Consumer(
            String topic,
            String group,
            String state,
            long deadLetters,
            @Nullable Long behind) {}

    @GetMapping("/state")
    State state() {
        return new State(
                platform,
                arrivals.count(),
                arrivals.courses(),
                arrivals.last(),
                new WarehouseState(warehouse.isFailing(), warehouse.loaded(), warehouse.failures()),
                consumer());
    }

    private Consumer consumer() {
        ConsumerStatus known = consumers.all().get(0);
        ConsumerStatus now = consumers.find(known.topic(), known.group());
        ConsumerStatus status = now == null ? known : now;
        return new Consumer(
                status.topic(),
                status.group(),
                status.state().tag(),
                status.deadLetters() == null ? 0 : status.deadLetters(),
                status.position() == null ? null : status.position().lag());
    }

    @PutMapping("/warehouse")
    void setFailing(@RequestParam boolean failing) {
        warehouse.setFailing(failing);
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.openedx.hooks.spring.bus.EventBusBroker;
import org.openedx.hooks.spring.test.EventBusCompatibilityKit;

/** Redis does what every broker must, in all versions that have what it takes. */
class RedisCompatibilityTests {

    @Nested
    class Installed extends EventBusCompatibilityKit {

        @AutoClose
        private static final RedisServer SERVER = RedisServer.start();

        @AutoClose
        private static final RedisEventBus BROKER = Brokers.of(SERVER);

        @Override
        protected EventBusBroker broker() {
            return BROKER;
        }
    }

    @Nested
    class Version6 extends EventBusCompatibilityKit {

        @AutoClose
        private static final RedisServer SERVER = RedisServer.startVersion6();

        @AutoClose
        private static final RedisEventBus BROKER = Brokers.of(SERVER);

        @Override
        protected EventBusBroker broker() {
            return BROKER;
        }
    }
}

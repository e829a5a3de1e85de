/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.config.FilterValidation;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configures the hooks.
 *
 * @since 0.1.0
 */
@ConfigurationProperties("openedx.hooks")
public class OpenEdxHooksProperties {

    /**
     * Whether hooks run, by whole leading segments of their types; the longest match wins. The key "all" is for those
     * that nothing else matches.
     */
    private Map<String, Boolean> enabled = new LinkedHashMap<>();

    /** Name of this service in the source of the events that it sends. Defaults to the application's name. */
    private @Nullable String serviceName;

    /**
     * How many of the last runs of hooks, receivers and steps the actuator endpoint shows. Remembering them costs each
     * run some memory and a lock.
     */
    private int recent;

    private final Events events = new Events();

    private final Filters filters = new Filters();

    private final Web web = new Web();

    /**
     * Whether hooks run, by prefix.
     *
     * @return the modifiable map
     */
    public Map<String, Boolean> getEnabled() {
        return enabled;
    }

    /**
     * Sets whether hooks run, by prefix.
     *
     * @param enabled the map
     */
    public void setEnabled(Map<String, Boolean> enabled) {
        this.enabled = enabled;
    }

    /**
     * The name of this service.
     *
     * @return {@literal null} for the application's name
     */
    public @Nullable String getServiceName() {
        return serviceName;
    }

    /**
     * Sets the name of this service.
     *
     * @param serviceName the name
     */
    public void setServiceName(@Nullable String serviceName) {
        this.serviceName = serviceName;
    }

    /**
     * How many runs are remembered.
     *
     * @return 0 for none
     */
    public int getRecent() {
        return recent;
    }

    /**
     * Sets how many runs are remembered.
     *
     * @param recent 0 for none
     */
    public void setRecent(int recent) {
        this.recent = recent;
    }

    /**
     * Configures events.
     *
     * @return never {@literal null}
     */
    public Events getEvents() {
        return events;
    }

    /**
     * Configures filters.
     *
     * @return never {@literal null}
     */
    public Filters getFilters() {
        return filters;
    }

    /**
     * Configures what web applications answer.
     *
     * @return never {@literal null}
     */
    public Web getWeb() {
        return web;
    }

    /**
     * Configures events.
     *
     * @since 0.1.0
     */
    public static class Events {

        /**
         * Whether a receiver that fails leaves the sender and the other receivers alone. Switch it off to let the first
         * failure reach the sender, in development and tests.
         */
        private boolean robust = true;

        /**
         * How many events may be sent inside each other on one thread: a receiver that sends an event whose receiver
         * sends an event, and so on. One too many is the failure of the receiver that sent it.
         */
        private int maxDepth = 32;

        /**
         * Whether failing receivers are contained.
         *
         * @return {@literal false} if the first failure reaches the sender
         */
        public boolean isRobust() {
            return robust;
        }

        /**
         * Sets whether failing receivers are contained.
         *
         * @param robust {@literal false} to let the first failure reach the sender
         */
        public void setRobust(boolean robust) {
            this.robust = robust;
        }

        /**
         * How many events may be sent inside each other.
         *
         * @return at least 1
         */
        public int getMaxDepth() {
            return maxDepth;
        }

        /**
         * Sets how many events may be sent inside each other.
         *
         * @param maxDepth at least 1
         */
        public void setMaxDepth(int maxDepth) {
            this.maxDepth = maxDepth;
        }
    }

    /**
     * Configures filters.
     *
     * @since 0.1.0
     */
    public static class Filters {

        /**
         * What happens if a pipeline is configured wrongly: "strict" keeps the application from starting, "lenient"
         * logs and skips what is wrong.
         */
        private FilterValidation validation = FilterValidation.STRICT;

        /**
         * How many filters may run inside each other on one thread: a step that runs a filter whose step runs a filter,
         * and so on. One too many is the failure of the step that ran it.
         */
        private int maxDepth = 32;

        /**
         * What happens if a pipeline is configured wrongly.
         *
         * @return never {@literal null}
         */
        public FilterValidation getValidation() {
            return validation;
        }

        /**
         * Sets what happens if a pipeline is configured wrongly.
         *
         * @param validation whether the application starts all the same
         */
        public void setValidation(FilterValidation validation) {
            this.validation = validation;
        }

        /**
         * How many filters may run inside each other.
         *
         * @return at least 1
         */
        public int getMaxDepth() {
            return maxDepth;
        }

        /**
         * Sets how many filters may run inside each other.
         *
         * @param maxDepth at least 1
         */
        public void setMaxDepth(int maxDepth) {
            this.maxDepth = maxDepth;
        }
    }

    /**
     * Configures what web applications answer.
     *
     * @since 0.1.0
     */
    public static class Web {

        /**
         * Whether a halted filter that nobody handles becomes a redirect, the step's own response, or problem details.
         */
        private boolean enabled = true;

        /**
         * Whether halted filters are answered.
         *
         * @return {@literal false} if the application does that itself
         */
        public boolean isEnabled() {
            return enabled;
        }

        /**
         * Sets whether halted filters are answered.
         *
         * @param enabled {@literal false} if the application does that itself
         */
        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }
    }
}

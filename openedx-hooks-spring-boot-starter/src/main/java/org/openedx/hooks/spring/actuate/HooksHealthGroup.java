/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.actuate;

import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;

/**
 * Makes the health of hooks a group, since Boot answers for a group, and not for what is part of one, to everybody: by
 * its status alone, unless more may be shown. It is not among the listed groups, since it has the name of its one part,
 * which Boot allows to none of those.
 */
final class HooksHealthGroup implements HealthEndpointGroupsPostProcessor {

    private static final String NAME = "openEdxHooks";

    @Override
    public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
        return new Groups(groups, new Group(groups.getPrimary()));
    }

    private record Groups(HealthEndpointGroups others, HealthEndpointGroup hooks) implements HealthEndpointGroups {

        @Override
        public HealthEndpointGroup getPrimary() {
            return others.getPrimary();
        }

        @Override
        public Set<String> getNames() {
            return others.getNames();
        }

        @Override
        public @Nullable HealthEndpointGroup get(String name) {
            return name.equals(NAME) ? hooks : others.get(name);
        }
    }

    /** @param primary decides all but what belongs to the group */
    private record Group(HealthEndpointGroup primary) implements HealthEndpointGroup {

        @Override
        public boolean isMember(String name) {
            return name.equals(NAME);
        }

        @Override
        public boolean showComponents(SecurityContext securityContext) {
            return primary.showComponents(securityContext);
        }

        @Override
        public boolean showDetails(SecurityContext securityContext) {
            return primary.showDetails(securityContext);
        }

        @Override
        public StatusAggregator getStatusAggregator() {
            return primary.getStatusAggregator();
        }

        @Override
        public HttpCodeStatusMapper getHttpCodeStatusMapper() {
            return primary.getHttpCodeStatusMapper();
        }

        @Override
        public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
            return null;
        }
    }
}

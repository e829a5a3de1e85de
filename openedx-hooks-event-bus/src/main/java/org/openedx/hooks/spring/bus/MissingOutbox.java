/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.util.List;

import javax.sql.DataSource;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Why an application has no outbox although an event is to be published through it. */
final class MissingOutbox {

    private static final String OWN = " Or make a bean of type " + EventOutbox.class.getName() + ".";

    private MissingOutbox() {}

    /** What is missing, and what to do about it. */
    static String reason(ListableBeanFactory beans) {
        List<String> databases = List.of(beans.getBeanNamesForType(DataSource.class));
        if (databases.size() > 1) {
            return "there are several DataSources, %s. Make that one primary whose transactions events are sent in."
                            .formatted(String.join(", ", databases))
                    + OWN;
        }
        if (databases.isEmpty() && isReactive(beans)) {
            return "it stores events by JDBC, in transactions that are bound to a thread, and this application has"
                    + " reactive ones only. Add a DataSource and spring-boot-starter-jdbc and send from a method in a"
                    + " transaction of those, or take another event-bus.producer-mode and send after the commit."
                    + OWN;
        }
        return "it needs a DataSource and spring-boot-starter-jdbc, and event-bus.outbox.enabled must not be false."
                + OWN;
    }

    private static boolean isReactive(ListableBeanFactory beans) {
        String manager = "org.springframework.transaction.ReactiveTransactionManager";
        ClassLoader loader = MissingOutbox.class.getClassLoader();
        return ClassUtils.isPresent(manager, loader)
                && beans.getBeanNamesForType(ClassUtils.resolveClassName(manager, loader)).length > 0;
    }
}

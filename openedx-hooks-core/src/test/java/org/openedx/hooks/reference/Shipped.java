/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.reference;

import java.util.Comparator;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The records that are shipped, as they are found in the packages of the subdomains. */
final class Shipped {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.openedx.hooks");

    private Shipped() {}

    static List<Class<?>> events() {
        return records("event");
    }

    static List<Class<?>> filters() {
        return records("filter");
    }

    static List<Class<?>> payload() {
        return records("data");
    }

    private static List<Class<?>> records(String kind) {
        return CLASSES.stream()
                .filter(c -> c.isRecord() && c.getPackageName().matches("org\\.openedx\\.hooks\\.\\w+\\." + kind))
                .sorted(Comparator.comparing(JavaClass::getName))
                .<Class<?>>map(JavaClass::reflect)
                .toList();
    }
}

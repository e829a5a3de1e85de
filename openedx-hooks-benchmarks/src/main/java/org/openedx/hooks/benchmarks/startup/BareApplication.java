/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.benchmarks.startup;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** A web application that does nothing. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BareApplication {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** An application that has what the configurations of the pages speak of, beside steps. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(Crm.class)
public class ExampleApplication {}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example;

import org.openedx.hooks.learning.filter.CourseEnrollmentStarted.PreventEnrollment;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

@ControllerAdvice
class EnrollmentPages {

    @ExceptionHandler
    String prevented(PreventEnrollment halt, Model model) {
        model.addAttribute("reason", halt.getMessage());
        return "enrollment/prevented";
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.learner;

import java.util.List;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LearnerController {

    private final Learners learners;

    LearnerController(Learners learners) {
        this.learners = learners;
    }

    @PostMapping("/learners")
    @ResponseStatus(HttpStatus.CREATED)
    Learner register(@Valid @RequestBody RegistrationForm form) {
        return learners.register(form);
    }

    @GetMapping("/learners")
    List<Learner> all() {
        return learners.all();
    }

    @PostMapping("/login")
    Learner logIn(@Valid @RequestBody Credentials credentials) {
        return learners.logIn(credentials);
    }
}

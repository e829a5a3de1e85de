/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.thirdparty;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Somebody else's badge service, played by this application. It remembers what it got. */
@RestController
@RequestMapping("/third-party/badges")
class BadgeController {

    private final List<Badge> badges = new CopyOnWriteArrayList<>();

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    void accept(@Valid @RequestBody Badge badge) {
        badges.add(badge);
    }

    @GetMapping
    List<Badge> badges() {
        return badges;
    }
}

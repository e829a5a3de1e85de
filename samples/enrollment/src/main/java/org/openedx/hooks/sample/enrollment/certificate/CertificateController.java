/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.certificate;

import java.math.BigDecimal;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.NotNull;
import org.openedx.hooks.sample.enrollment.certificate.Certificates.CertificatePage;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class CertificateController {

    private final Certificates certificates;

    CertificateController(Certificates certificates) {
        this.certificates = certificates;
    }

    @PostMapping("/certificates")
    @ResponseStatus(HttpStatus.CREATED)
    Certificate create(@Valid @RequestBody CertificateRequest request) {
        return certificates.create(request.enrollment(), request.grade());
    }

    @GetMapping("/certificates/{id}")
    CertificatePage render(@PathVariable long id) {
        return certificates.render(id);
    }

    @GetMapping("/learners/{id}/certificates")
    List<Certificate> certificates(@PathVariable long id) {
        return certificates.of(id);
    }

    record CertificateRequest(
            @NotNull Long enrollment,
            @NotNull @DecimalMin("0") @DecimalMax("1") BigDecimal grade) {}
}

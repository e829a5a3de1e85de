/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment.step;

import java.util.LinkedHashMap;
import java.util.Map;

import org.openedx.hooks.filter.FilterContext;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CertificateRenderStarted;
import org.openedx.hooks.sample.enrollment.learner.Learners;
import org.springframework.stereotype.Component;

/**
 * Puts the name and logo of an enterprise customer on the certificates of its people: those whose e-mail address is in
 * the domain of one of the {@code customers} of the options.
 */
@Component
class EnterpriseBranding implements PipelineStep<CertificateRenderStarted<String>> {

    private final Learners learners;

    EnterpriseBranding(Learners learners) {
        this.learners = learners;
    }

    @Override
    public CertificateRenderStarted<String> runFilter(CertificateRenderStarted<String> page, FilterContext context) {
        if (page.context().get("learner_id") instanceof Long id) {
            String email = learners.get(id).email();
            for (Map<?, ?> customer : context.optionList("customers", Map.class)) {
                if (email.endsWith("@" + customer.get("domain"))) {
                    return brand(page, customer);
                }
            }
        }
        return page;
    }

    private static CertificateRenderStarted<String> brand(CertificateRenderStarted<String> page, Map<?, ?> customer) {
        var branded = new LinkedHashMap<>(page.context());
        branded.put("organization_name", customer.get("name"));
        branded.put("organization_logo_text", customer.get("logo-text"));
        return page.withContext(branded).withCustomTemplate("enterprise");
    }
}

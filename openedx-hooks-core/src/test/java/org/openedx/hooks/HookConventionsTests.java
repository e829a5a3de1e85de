/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.filter.FilterHook;
import org.openedx.hooks.filter.OpenEdxFilter;
import org.openedx.hooks.filter.OpenEdxPublicFilter;

import static org.assertj.core.api.Assertions.assertThat;

class HookConventionsTests {

    @Test
    @DisplayName("NAM-10: neither \"event\" nor \"filter\" in the name of a hook")
    void aNameThatSaysWhatKindOfHookItIsSaysNothing() {
        assertThat(HookConventions.advice(OpenEdxPublicSignal.of(InvoicePaidEvent.class)))
                .containsExactly(InvoicePaidEvent.class.getName()
                        + " should do without \"Event\" in its name, which says nothing (NAM-10)");
        assertThat(HookConventions.advice(OpenEdxPublicFilter.of(FilterInvoicePaymentRequestedV2.class)))
                .singleElement()
                .asString()
                .contains("should do without \"Filter\" in its name");
        assertThat(HookConventions.advice(OpenEdxPublicSignal.of(InvoicePaid.class)))
                .isEmpty();
        assertThat(HookConventions.advice(OpenEdxPublicSignal.of(PreventedEventuallyPaid.class)))
                .isEmpty();
    }

    @Test
    @DisplayName("NAM-13: data is called by what it is")
    void dataThatIsCalledDataIsAdvisedAgainst() {
        assertThat(HookConventions.advice(OpenEdxPublicSignal.of(InvoiceSent.class)))
                .containsExactly(
                        InvoiceSent.class.getName()
                                + " should call its \"invoice_data\" by what it is, without \"_data\" (NAM-13)",
                        InvoiceSent.class.getName()
                                + " should call its \"sent_payload\" by what it is, without \"_payload\" (NAM-13)");
        assertThat(HookConventions.advice(OpenEdxPublicFilter.of(InvoiceFormRequested.class)))
                .isEmpty();
    }

    /** They were given to us as they are. */
    @Test
    void onlySomeOfTheShippedHooksAreToBeExcused() {
        Map<String, Integer> excused = new TreeMap<>();
        for (HookDefinition hook : HookCatalog.load(getClass().getClassLoader()).definitions()) {
            int advice = HookConventions.advice(hook).size();
            if (advice > 0) {
                excused.put(hook.hookClass().getSimpleName(), advice);
            }
        }
        assertThat(excused)
                .isEqualTo(Map.of(
                        "CourseAccessRoleAdded", 1,
                        "CourseAccessRoleRemoved", 1,
                        "CourseNotificationRequested", 1,
                        "GradeEventContextRequested", 1,
                        "LtiProviderLaunchSuccess", 1,
                        "TrackingEventEmitted", 1,
                        "UserNotificationRequested", 1));
    }

    @EventHook(type = "com.example.billing.invoice.paid.v1")
    record InvoicePaid(String invoice, String database) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.invoice.paid.v1")
    record InvoicePaidEvent(String invoice) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.invoice.sent.v1")
    record InvoiceSent(String invoiceData, String sentPayload, String dataOfInvoice) implements OpenEdxEvent {}

    @EventHook(type = "com.example.billing.eventually.paid.v1")
    record PreventedEventuallyPaid(String invoice) implements OpenEdxEvent {}

    @FilterHook(type = "com.example.billing.invoice.payment.requested.v2")
    record FilterInvoicePaymentRequestedV2(String invoice) implements OpenEdxFilter {}

    @FilterHook(type = "com.example.billing.invoice.form.requested.v1")
    record InvoiceFormRequested(String formData) implements OpenEdxFilter {}
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ThrownTests {

    @Test
    void whateverWasThrownIsThrownAgainAsItIs() {
        for (Throwable thrown :
                new Throwable[] {new IOException(), new IllegalStateException(), new AssertionError()}) {
            assertThatThrownBy(() -> {
                        throw Thrown.again(thrown);
                    })
                    .isSameAs(thrown);
        }
    }

    @Test
    void onlyAnInterruptInterruptsTheThreadAgain() {
        Thrown.keepInterrupt(new IllegalStateException(new InterruptedException()));
        assertThat(Thread.interrupted()).isFalse();

        Thrown.keepInterrupt(new InterruptedException());
        assertThat(Thread.interrupted()).isTrue();
    }
}

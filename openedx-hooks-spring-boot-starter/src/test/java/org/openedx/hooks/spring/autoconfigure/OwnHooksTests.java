/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.autoconfigure;

import com.example.wordy.WordyHooks;
import com.example.wrong.WrongHooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.InvalidHookException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** What an application is told about the hooks that it defines itself. */
@ExtendWith(OutputCaptureExtension.class)
class OwnHooksTests {

    @Test
    void everythingThatIsWrongWithOwnHooksIsExplainedAtOnceAndWithoutAStackTrace(CapturedOutput output) {
        SpringApplicationBuilder application =
                new SpringApplicationBuilder(WrongHooks.class).web(WebApplicationType.NONE);

        assertThatException().isThrownBy(application::run);

        String printed = output.getOut().replace(System.lineSeparator(), "\n");
        assertThat(printed)
                .contains("APPLICATION FAILED TO START", "The hooks of this application have 3 problems:\n\n    ")
                .contains("\n    com.example.wrong.WrongHooks$CartFilled is no valid hook: Invalid hook type"
                        + " \"com.example.shop.cart.filled\"")
                .contains(
                        "\n    com.example.wrong.WrongHooks$CartEmptied is no valid hook: its key field \"crt\" does not"
                                + " resolve: there is no \"crt\", only [cart] (ANN-4)")
                .contains("\n    The hook type com.example.shop.cart.payment.requested.v1 is defined twice, by ")
                .contains("Action:\n\nCorrect the classes that are named")
                .doesNotContain("\tat org.openedx");
    }

    @Test
    void aSingleProblemIsExplainedToo() {
        InvalidHookException wrong = new InvalidHookException(String.class, "it is no record (PAY-1)");

        assertThat(new InvalidHooksFailureAnalyzer().analyze(new IllegalStateException(wrong)))
                .isNotNull()
                .satisfies(analysis -> assertThat(analysis.getDescription())
                        .isEqualTo("A hook of this application has a problem:\n\n"
                                + "    java.lang.String is no valid hook: it is no record (PAY-1)"));
        assertThat(new InvalidHooksFailureAnalyzer().analyze(new IllegalStateException("other")))
                .isNull();
    }

    @Test // NAM-10, NAM-13
    void whatCouldBeBetterAboutOwnHooksIsLogged(CapturedOutput output) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(OpenEdxHooksAutoConfiguration.class))
                .withUserConfiguration(WordyHooks.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(output.getOut())
                            .containsOnlyOnce("WordyHooks$CartFilledEvent should do without \"Event\" in its name")
                            .containsOnlyOnce("should call its \"cart_data\" by what it is, without \"_data\" (NAM-13)")
                            .doesNotContain("TrackingEventEmitted", "CartPaymentRequested should");
                });
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.mistakes;

import java.util.List;

import com.example.badges.BadgeAwarded;
import com.example.badges.BadgeData;
import com.example.badges.BadgesAutoConfiguration;
import com.example.guide.Guide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.openedx.hooks.learning.filter.CourseUnenrollmentStarted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.config.InvalidHookConfigurationException;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.spring.filter.FilterPipelineContribution;
import org.openedx.hooks.spring.filter.OpenEdxFiltersAutoConfiguration;
import org.openedx.hooks.spring.test.StoredSchemas;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.SchemaEvolution;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Makes the mistakes of the guide: what the product says to each is what the guide says that it says. */
@ExtendWith(OutputCaptureExtension.class)
class MistakesTests {

    private static final UserData ADA = new UserData(1, true, new UserPersonalData("ada", "ada@example.com", "Ada"));

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class,
                    OpenEdxFiltersAutoConfiguration.class,
                    BadgesAutoConfiguration.class));

    @Test
    void aTypeWithoutAVersion() {
        assertTold(() -> OpenEdxPublicSignal.of(BadgeRevoked.class));
    }

    @Test
    void aClassNamedAfterSomethingElse() {
        assertTold(() -> OpenEdxPublicSignal.of(MedalGiven.class));
    }

    @Test
    void aKeyThatIsNotThere() {
        assertTold(() -> OpenEdxPublicSignal.of(BadgeRenamed.class));
    }

    @Test
    void aTypeThatIsTaken() {
        HookCatalog catalog = HookCatalog.load(getClass().getClassLoader());

        assertTold(() -> catalog.with(List.of(BadgeAwardedAgain.class)));
    }

    @Test
    void dataThatCannotTravel() {
        assertTold(() -> EventCodecs.standard().of(BadgePrinted.class));
    }

    @Test
    void aChangeThatOthersCannotRead() {
        String released = EventCodecs.standard().of(BadgeAwarded.class).schemaText();

        assertThat(SchemaEvolution.problems(
                        released,
                        released.replace(
                                "\"name\": \"name\", \"type\": \"string\"",
                                "\"name\": \"label\", \"type\": \"string\"")))
                .isNotEmpty()
                .first()
                .asString()
                .satisfies(MistakesTests::assertInGuide);
    }

    @Test
    void aSchemaThatIsNotStored() {
        Throwable missing = catchThrowable(
                () -> StoredSchemas.in("src/test/resources/elsewhere").check(BadgeAwarded.class));

        assertThat(missing).isInstanceOf(AssertionError.class);
        assertInGuide(String.valueOf(missing.getMessage()).replace("elsewhere", "schemas"));
    }

    @Test
    void anEventThatIsPublishedWithoutItsSender(CapturedOutput output) {
        application.run(context -> {
            context.publishEvent(
                    new BadgeAwarded(new BadgeData(ADA, CourseKey.parse("course-v1:edX+DemoX+2026"), "starter")));

            assertThat(output.getOut().lines().filter(line -> line.contains(" WARN ")))
                    .singleElement()
                    .asString()
                    .satisfies(line -> assertInGuide(line.substring(line.indexOf(BadgeAwarded.class.getName()))));
        });
    }

    @Test
    void aContributedStepThatIsMisspelled() {
        application
                .withUserConfiguration(Misspelled.class)
                .run(context -> assertProblemInGuide(context.getStartupFailure()));
    }

    @Test
    void aContributionToAnotherFilter() {
        application
                .withUserConfiguration(Misplaced.class)
                .run(context -> assertProblemInGuide(context.getStartupFailure()));
    }

    @Test
    void aHookThatIsNotInTheIndex() {
        application
                .withPropertyValues(
                        "open-edx-filters-config.com.example.lms.learning.badge.print.requested.v1=honorBadgeHolders")
                .run(context -> assertProblemInGuide(context.getStartupFailure()));
    }

    private static void assertTold(ThrowingCallable mistake) {
        assertInGuide(String.valueOf(catchThrowable(mistake).getMessage()));
    }

    private static void assertProblemInGuide(@Nullable Throwable startupFailure) {
        assertThat(startupFailure)
                .rootCause()
                .isInstanceOfSatisfying(
                        InvalidHookConfigurationException.class,
                        failure -> assertThat(failure.problems())
                                .singleElement()
                                .satisfies(problem -> assertInGuide(problem.message())));
    }

    private static void assertInGuide(String message) {
        String asIfInThePlugin = message.replace("com.example.mistakes.", "com.example.badges.");
        assertThat(Guide.says(asIfInThePlugin)).as(asIfInThePlugin).isTrue();
    }

    @Configuration(proxyBeanMethods = false)
    static class Misspelled {

        @Bean
        FilterPipelineContribution misspelled() {
            return FilterPipelineContribution.to(CourseEnrollmentStarted.class, "honourBadgeHolders");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Misplaced {

        @Bean
        FilterPipelineContribution misplaced() {
            return FilterPipelineContribution.to(CourseUnenrollmentStarted.class, "honorBadgeHolders");
        }
    }
}

@EventHook(type = "com.example.lms.learning.badge.revoked")
record BadgeRevoked(BadgeData badge) implements OpenEdxEvent {}

@EventHook(type = "com.example.lms.learning.badge.given.v1")
record MedalGiven(BadgeData badge) implements OpenEdxEvent {}

@EventHook(type = "com.example.lms.learning.badge.renamed.v1", keyField = "badge.course")
record BadgeRenamed(BadgeData badge) implements OpenEdxEvent {}

@EventHook(type = "com.example.lms.learning.badge.awarded.v1")
record BadgeAwardedAgain(BadgeData badge) implements OpenEdxEvent {}

@EventHook(type = "com.example.lms.learning.badge.printed.v1")
record BadgePrinted(java.io.File badge) implements OpenEdxEvent {}

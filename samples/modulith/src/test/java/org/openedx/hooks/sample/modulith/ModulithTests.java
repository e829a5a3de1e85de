/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.modulith;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.data.CourseData;
import org.openedx.hooks.learning.data.CourseEnrollmentData;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.sample.modulith.enrollment.Enrollments;
import org.openedx.hooks.sample.modulith.mail.Postman;
import org.openedx.hooks.spring.event.OpenEdxApplicationEvent;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.IncompleteEventPublications;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class ModulithTests {

    static final UserData BOB = new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret"));

    static final CourseData DEMO = new CourseData(
            CourseKey.parse("course-v1:edX+Demo+2026"), "Demo", OffsetDateTime.parse("2026-09-01T00:00:00Z"), null);

    static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-20T10:15:30.123456Z");

    private static final CourseEnrollmentData ENROLLMENT =
            new CourseEnrollmentData(BOB, DEMO, "audit", true, NOW, null);

    @TempDir
    private Path folder;

    @Test
    void aPublicationIsStoredInTheSendersTransactionAndCompletedAfterTheListenerHasRun() {
        CountDownLatch mayDeliver = new CountDownLatch(1);
        try (ConfigurableApplicationContext context = start(new Round(enrollment -> waitFor(mayDeliver)))) {
            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                enroll(context);

                assertThat(publications(context)).hasSize(2);
                assertThat(CompletableFuture.supplyAsync(() -> publications(context))
                                .join())
                        .as("seen from outside of the transaction")
                        .isEmpty();
            });
            awaitPublications(context, "Learners.count completed", "WelcomeMail.greet open");

            assertThat(context.getBean(JdbcClient.class)
                            .sql("SELECT DISTINCT serialized_event FROM event_publication")
                            .query(String.class)
                            .single())
                    .as("the JSON of the event bus")
                    .contains("\"course_key\":\"course-v1:edX+Demo+2026\"");

            mayDeliver.countDown();
            awaitPublications(context, "Learners.count completed", "WelcomeMail.greet completed");
            awaitTimer(context, "welcomeMail#greet", "success", 1);
            awaitTimer(context, "learners#count", "success", 1);
        }
    }

    @Test
    void nothingIsStoredOrHeardOfWhatIsRolledBack() {
        Round round = new Round(enrollment -> {});
        try (ConfigurableApplicationContext context = start(round)) {
            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                enroll(context);
                status.setRollbackOnly();
            });

            assertThat(publications(context)).isEmpty();
            assertThat(round.letters).isEmpty();
        }
    }

    @Test
    void theSendersTransactionDoesNotCommitIfItsEventCannotBeStored() {
        CourseData wordy = DEMO.withDisplayName("x".repeat(5000));
        try (ConfigurableApplicationContext context = start(new Round(enrollment -> {}))) {
            assertThatThrownBy(() -> context.getBean(Enrollments.class).enroll(BOB, wordy, NOW))
                    .isInstanceOf(DataAccessException.class);

            assertThat(context.getBean(JdbcClient.class)
                            .sql("SELECT COUNT(*) FROM enrollment")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Test
    void anEventIsDeliveredAgainIfTheProcessDiedInTheListener(CapturedOutput output) throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashingApplication.class.getName(),
                        url())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(CrashingApplication.POWER_CUT);

        Round round = new Round(enrollment -> {});
        try (ConfigurableApplicationContext context = start(round)) {
            awaitPublications(context, "Learners.count completed", "WelcomeMail.greet completed");
            assertThat(round.letters).containsExactly(ENROLLMENT);
            awaitTimer(context, "welcomeMail#greet", "success", 1);
            assertThat(output).doesNotContain("SND-8").doesNotContain(" ERROR ");
        }
    }

    @Test // SND-4
    void aFailingListenerLeavesOthersAloneAndItsPublicationCanBeSubmittedAgain(CapturedOutput output) {
        Round round = new Round(enrollment -> {
            throw new IllegalStateException("the dog bites");
        });
        try (ConfigurableApplicationContext context = start(round)) {
            assertThat(enroll(context).failures()).isEmpty();

            awaitTimer(context, "welcomeMail#greet", "failure", 1);
            awaitPublications(context, "Learners.count completed", "WelcomeMail.greet open");
            resubmit(context);
            awaitTimer(context, "welcomeMail#greet", "failure", 2);
            awaitPublications(context, "Learners.count completed", "WelcomeMail.greet open");

            round.onDelivery = enrollment -> {};
            resubmit(context);
            awaitPublications(context, "Learners.count completed", "WelcomeMail.greet completed");
            awaitTimer(context, "welcomeMail#greet", "success", 1);
            awaitTimer(context, "learners#count", "success", 1);
            assertThat(round.letters).containsExactly(ENROLLMENT, ENROLLMENT, ENROLLMENT);
            assertThat(output.getAll().lines().filter(line -> line.contains(" ERROR ")))
                    .hasSize(2)
                    .allMatch(line -> line.contains(
                            "Receiver welcomeMail#greet of org.openedx.learning.course.enrollment.created.v1 failed"));
            assertThat(output).doesNotContain("SND-8").doesNotContain("Bob Secret");
        }
    }

    @Test
    void aListenerThatTakesTheEnvelopeIsWarnedThatItNeverCompletes(CapturedOutput output) {
        start(new Round(enrollment -> {}), TakesEnvelope.class).close();

        assertThat(output)
                .contains("TakesEnvelope#hear takes the envelope")
                .doesNotContain("welcomeMail#greet takes the envelope");
    }

    private ConfigurableApplicationContext start(Round round, Class<?>... more) {
        List<Class<?>> sources = new ArrayList<>(List.of(more));
        sources.add(ModulithApplication.class);
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .initializers(deliveringBy(round))
                .run(url());
    }

    static ApplicationContextInitializer<GenericApplicationContext> deliveringBy(Postman postman) {
        return context -> context.registerBean(
                "testPostman", Postman.class, () -> postman, definition -> definition.setPrimary(true));
    }

    private String url() {
        return "--spring.datasource.url=jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0";
    }

    private static SendResult enroll(ApplicationContext context) {
        return context.getBean(Enrollments.class).enroll(BOB, DEMO, NOW);
    }

    private static void resubmit(ApplicationContext context) {
        context.getBean(IncompleteEventPublications.class).resubmitIncompletePublications(publication -> true);
    }

    private static List<String> publications(ApplicationContext context) {
        return context.getBean(JdbcClient.class)
                .sql("SELECT listener_id, completion_date FROM event_publication")
                .query((row, number) -> row.getString(1).replaceFirst(".*\\.(\\w+\\.\\w+)\\(.*", "$1")
                        + (row.getObject(2) == null ? " open" : " completed"))
                .list();
    }

    private static void awaitPublications(ApplicationContext context, String... expected) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(publications(context)).containsExactlyInAnyOrder(expected));
    }

    private static void awaitTimer(ApplicationContext context, String receiver, String outcome, long count) {
        await().atMost(Duration.ofSeconds(10))
                .until(
                        () -> context.getBean(MeterRegistry.class)
                                .find("openedx.hooks.event.receiver")
                                .tags(Tags.of("receiver", receiver, "outcome", outcome))
                                .timer(),
                        timer -> timer != null && timer.count() == count);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    /** A postman who remembers what he was given. */
    private static final class Round implements Postman {

        private final List<CourseEnrollmentData> letters = new CopyOnWriteArrayList<>();

        private volatile Postman onDelivery;

        Round(Postman onDelivery) {
            this.onDelivery = onDelivery;
        }

        @Override
        public void deliver(CourseEnrollmentData enrollment) {
            letters.add(enrollment);
            onDelivery.deliver(enrollment);
        }
    }

    /** No component, or the application would find it in the other tests too. */
    static class TakesEnvelope {

        @ApplicationModuleListener
        void hear(OpenEdxApplicationEvent<CourseEnrollmentCreated> event) {}
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.ArgumentCaptor;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.event.CertificateCreated;
import org.openedx.hooks.learning.event.CourseEnrollmentChanged;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.CourseUnenrollmentCompleted;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.learning.filter.StudentRegistrationRequested;
import org.openedx.hooks.spring.asyncapi.ApplicationAsyncApi;
import org.openedx.hooks.spring.observe.HookActivity;
import org.openedx.hooks.spring.observe.RecordedRun;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.verify;
import static org.openedx.hooks.sample.enrollment.Client.FREE_COURSE;
import static org.openedx.hooks.sample.enrollment.Client.PASSWORD;
import static org.openedx.hooks.sample.enrollment.Client.PREMIUM_COURSE;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class EnrollmentApplicationTests {

    private static final String STARTED = "org.openedx.learning.course.enrollment.started.v1";

    private static final String CREATED = "org.openedx.learning.course.enrollment.created.v1";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private HookActivity activity;

    @Autowired
    private SentEvents sent;

    @MockitoSpyBean(name = "tidyRegistration")
    private PipelineStep<StudentRegistrationRequested> step;

    private Client client;

    @BeforeEach
    void setUp(@LocalServerPort int port) {
        client = new Client(port);
        sent.events.clear();
    }

    @AfterEach
    void healTheReceiver() {
        client.post("/demo/failing-receiver?on=false", "");
    }

    @Test
    void freeLearnerIsKeptOutOfPremiumCourse() {
        long learner = client.registered("freda", false);
        sent.events.clear();
        long halted = stepRuns("premiumCourses", "halted");

        client.enroll(learner, PREMIUM_COURSE)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Leading Small Teams is for premium learners.")
                .jsonPath("$.hook")
                .isEqualTo(STARTED);

        assertThat(enrollmentsOf(learner)).isZero();
        assertThat(sent.events).isEmpty();
        assertThat(stepRuns("premiumCourses", "halted")).isEqualTo(halted + 1);
    }

    @Test
    void premiumLearnerTakesPremiumCourseOnTheVerifiedTrack() {
        long learner = client.registered("petra", true);
        sent.events.clear();
        long runs = receiverRuns("auditTrail#note", "success");

        client.enroll(learner, PREMIUM_COURSE)
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.mode")
                .isEqualTo("verified")
                .jsonPath("$.course.key")
                .isEqualTo(PREMIUM_COURSE);

        assertThat(enrollmentsOf(learner)).isOne();
        assertThat(sent.events).singleElement().isInstanceOfSatisfying(CourseEnrollmentCreated.class, event -> {
            assertThat(event.enrollment().user().id()).isEqualTo(learner);
            assertThat(event.enrollment().mode()).isEqualTo("verified");
        });
        assertThat(receiverRuns("auditTrail#note", "success")).isEqualTo(runs + 1);
    }

    @Test
    void receiversRunInOrder() {
        long learner = client.registered("orla", false);
        long before = newest();

        client.enrolled(learner, FREE_COURSE);

        assertThat(activity.recent())
                .filteredOn(run -> run.sequence() > before && run.type().value().equals(CREATED))
                .extracting(RecordedRun::part)
                .containsSubsequence("welcomeMail#greet", "flakyPartner#tell", "auditTrail#note", "eventCounter#count");
    }

    @Test
    void failingReceiverBreaksNothing(CapturedOutput output) {
        long learner = client.registered("finn", false);
        sent.events.clear();
        client.post("/demo/failing-receiver?on=true", "").expectStatus().isOk();
        long failures = receiverRuns("flakyPartner#tell", "failure");
        long later = receiverRuns("auditTrail#note", "success");

        client.enrolled(learner, FREE_COURSE);

        assertThat(enrollmentsOf(learner)).isOne();
        assertThat(sent.events).hasSize(1);
        assertThat(receiverRuns("flakyPartner#tell", "failure")).isEqualTo(failures + 1);
        assertThat(receiverRuns("auditTrail#note", "success")).isEqualTo(later + 1);
        assertThat(output.getOut().lines().filter(line -> line.contains("ERROR")))
                .singleElement()
                .asString()
                .contains("flakyPartner#tell", CREATED);
        assertThat(output).contains("java.lang.IllegalStateException: The partner does not answer.", "at org.openedx");
    }

    @Test
    void stepsSeeAFormWithoutItsPassword() {
        client.registered("pia", "Pia@Home.example", false);

        var form = ArgumentCaptor.forClass(StudentRegistrationRequested.class);
        verify(step, atLeastOnce()).runFilter(form.capture(), any());
        assertThat(form.getValue().formData()).containsEntry("username", List.of("pia"));
        assertThat(form.getAllValues())
                .allSatisfy(seen -> assertThat(seen.formData()).doesNotContainKey("password"));
        assertThat(jdbc.sql("select email from learner where username = 'pia'")
                        .query(String.class)
                        .single())
                .isEqualTo("pia@home.example");
        assertThat(jdbc.sql("select password_hash from learner where username = 'pia'")
                        .query(String.class)
                        .single())
                .doesNotContain(PASSWORD);
    }

    @Test
    void learnersLogInWithTheirPassword() {
        client.registered("lou", false);

        client.logIn("lou", "not " + PASSWORD).expectStatus().isUnauthorized();
        client.logIn("lou", PASSWORD).expectStatus().isOk();

        assertThat(sent.types()).containsExactly(StudentRegistrationCompleted.class, SessionLoginCompleted.class);
    }

    @Test
    void suspendedLearnersDoNotLogIn() {
        client.registered("mallory", false);

        client.logIn("mallory", PASSWORD)
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("This account is suspended. Write to the help desk.");
    }

    @Test
    void throwawayAddressesDoNotRegister() {
        client.register("bot", "bot@throwaway.example", false).expectStatus().isForbidden();
    }

    @Test
    void invalidFormsSayWhichFieldsAreWrong() {
        client.post("/learners", Map.of("username", "x", "name", "", "email", "nowhere", "password", "short"))
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors.username")
                .exists()
                .jsonPath("$.errors.name")
                .exists()
                .jsonPath("$.errors.email")
                .exists()
                .jsonPath("$.errors.password")
                .exists();
    }

    @Test
    void learnersLeaveAndComeBack() {
        long learner = client.registered("bea", false);
        long enrollment = client.enrolled(learner, FREE_COURSE);
        sent.events.clear();

        client.unenroll(enrollment).expectStatus().isNoContent();
        client.unenroll(enrollment).expectStatus().isEqualTo(409);
        assertThat(client.enrolled(learner, FREE_COURSE)).isEqualTo(enrollment);
        client.enroll(learner, FREE_COURSE).expectStatus().isEqualTo(409);

        assertThat(sent.types())
                .containsExactly(
                        CourseEnrollmentChanged.class,
                        CourseUnenrollmentCompleted.class,
                        CourseEnrollmentChanged.class);
    }

    @Test
    void certificatePushesABadgeToTheThirdParty() {
        long learner = client.registered("cora", false);
        long enrollment = client.enrolled(learner, FREE_COURSE);
        sent.events.clear();

        client.certify(enrollment, 0.4).expectStatus().isEqualTo(422);
        client.certified(enrollment);
        client.certify(enrollment, 0.9).expectStatus().isEqualTo(409);

        assertThat(sent.types()).containsExactly(CertificateCreated.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> client.get("/third-party/badges")
                        .expectBody()
                        .jsonPath("$[?(@.learner == %d)].grade".formatted(learner))
                        .isEqualTo(0.87));
        client.unenroll(enrollment).expectStatus().isEqualTo(409);
    }

    @Test
    void enterpriseCustomersSeeThemselvesOnCertificates() {
        long employee = client.registered("emma", "emma@acme.example", false);
        long other = client.registered("otto", false);

        client.get("/certificates/{id}", client.certified(client.enrolled(employee, FREE_COURSE)))
                .expectBody()
                .jsonPath("$.template")
                .isEqualTo("enterprise")
                .jsonPath("$.context.organization_name")
                .isEqualTo("Acme Rocket Company")
                .jsonPath("$.context.organization_logo_text")
                .isEqualTo("ACME");
        client.get("/certificates/{id}", client.certified(client.enrolled(other, FREE_COURSE)))
                .expectBody()
                .jsonPath("$.template")
                .isEqualTo("standard")
                .jsonPath("$.context.organization_name")
                .doesNotExist();
    }

    @Test
    void actuatorShowsTheHooks() {
        client.get("/actuator/openedxhooks/{type}", CREATED)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.receivers[?(@.name == 'auditTrail#note')].order")
                .isEqualTo(30);
        client.get("/actuator/openedxhooks/{type}", STARTED)
                .expectBody()
                .jsonPath("$.pipeline[0].name")
                .isEqualTo("premiumCourses");
        client.get("/actuator/metrics/openedx.hooks.filter").expectStatus().isOk();
    }

    private long enrollmentsOf(long learner) {
        return jdbc.sql("select count(*) from enrollment where learner_id = :learner and active")
                .param("learner", learner)
                .query(Long.class)
                .single();
    }

    private long stepRuns(String step, String outcome) {
        return count(meters.find("openedx.hooks.filter.step")
                .tags("step", step, "outcome", outcome)
                .timers());
    }

    private long receiverRuns(String receiver, String outcome) {
        return count(meters.find("openedx.hooks.event.receiver")
                .tags("receiver", receiver, "outcome", outcome)
                .timers());
    }

    private static long count(Iterable<Timer> timers) {
        long count = 0;
        for (Timer timer : timers) {
            count += timer.count();
        }
        return count;
    }

    private long newest() {
        var recent = activity.recent();
        return recent.isEmpty() ? 0 : recent.get(recent.size() - 1).sequence();
    }

    @Test
    void describesItself(@Autowired ApplicationAsyncApi asyncApi) throws IOException {
        Path file = Path.of("target", "asyncapi.json");
        asyncApi.writeTo(file);
        assertThat(file).isNotEmptyFile();
    }

    /** Remembers what was sent. */
    @TestConfiguration
    static class SentEvents {

        private final List<OpenEdxEvent> events = new CopyOnWriteArrayList<>();

        @EventListener
        @Order(0)
        void remember(OpenEdxEvent event) {
            events.add(event);
        }

        List<Class<?>> types() {
            return new ArrayList<>(events.stream().map(Object::getClass).toList());
        }
    }
}

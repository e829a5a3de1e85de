/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.spring.test.InMemoryEventBus;
import org.openedx.hooks.spring.test.InMemoryEventBusTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Uses the console with the browser that is installed, and is skipped where there is none. */
@SpringBootTest(
        classes = Campus.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"spring.config.name=console", "server.address=127.0.0.1"})
@InMemoryEventBusTest
class ConsoleTests {

    private static final String ENROLLMENT = "org.openedx.learning.course.enrollment.started.v1";

    private static final String ENROLLED = "org.openedx.learning.course.enrollment.created.v1";

    private static final String CERTIFIED = "org.openedx.learning.certificate.created.v1";

    private static final String REGISTERED = "org.openedx.learning.student.registration.completed.v1";

    private static final String TAGGED = "org.openedx.content_authoring.content.object.tags.changed.v1";

    private static final List<String> VIEWS =
            List.of("", "hooks", "hooks/" + ENROLLMENT, "hooks/" + ENROLLED, "runs", "bus");

    private static final boolean REMADE = Boolean.getBoolean("openedx.pictures");

    private static final Path PICTURES = Path.of(REMADE ? "../docs/images" : "target/pictures");

    private static Playwright playwright;

    private static Browser browser;

    @Autowired
    private Campus campus;

    @Autowired
    private InMemoryEventBus bus;

    @Autowired
    private JdbcTemplate jdbc;

    @LocalServerPort
    private int port;

    private final List<String> complaints = new ArrayList<>();

    private Page page;

    @BeforeAll
    static void launch() {
        Optional<Path> executable = Stream.of(
                        System.getenv("CHROME_BIN"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(executable.isPresent(), "No Chromium or Chrome found: name one in CHROME_BIN to test the console");
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable.get())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void begin() {
        campus.partnerFails(false);
        page = page(new NewContextOptions().setViewportSize(1280, 860));
    }

    /** Neither the content security policy nor a script has complained. */
    @AfterEach
    void end() {
        page.context().close();
        assertThat(complaints).isEmpty();
    }

    @Test
    void everyHookIsFoundBySearchAndFilters() {
        open("hooks");
        Locator found = page.locator(".found li");
        assertThat(page.locator("#found")).containsText(" of ");
        page.locator("#show-all").click();
        assertThat(found.filter(new FilterOptions().setHasText(ENROLLMENT))).hasCount(1);
        int all = found.count();
        assertThat(all).isGreaterThan(100);
        assertThat(page.locator("#found")).hasText("%d of %d hooks".formatted(all, all));

        page.locator("#only-kind").selectOption("filter");
        assertThat(found.locator(".kind.event")).hasCount(0);
        int filters = found.count();
        page.locator("#only-kind").selectOption("event");
        assertThat(found).hasCount(all - filters);
        page.locator("#only-subdomain").selectOption("content_authoring");
        assertThat(found.filter(new FilterOptions().setHasText("org.openedx.learning")))
                .hasCount(0);
        page.getByLabel("deprecated").check();
        assertThat(found).hasCount(1);
        assertThat(found).containsText(TAGGED);
        page.locator("#show-all").click();
        assertThat(found).hasCount(all);

        page.locator("#search").fill("COURSE.enrollment started");
        assertThat(found).hasCount(1);
        page.locator("#search").fill("premiumCourses");
        assertThat(found).containsText(ENROLLMENT);
        page.locator("#search").fill("no hook has this");
        assertThat(page.locator("#found")).hasText("0 of %d hooks".formatted(all));
    }

    @Test
    void whatIsInUseFailsIsUnheardAndWasNeverSentIsFound() {
        campus.partnerFails(true);
        campus.enroll("honor");
        campus.register();
        open("hooks");
        Locator found = page.locator(".found li");
        assertThat(found.filter(new FilterOptions().setHasText(REGISTERED))).hasCount(0);
        page.getByLabel("failing").check();
        assertThat(found).hasCount(1);
        assertThat(found).containsText(ENROLLED);
        page.locator("#show-all").click();
        page.getByLabel("unheard").check();
        assertThat(found).containsText(REGISTERED);
        page.getByLabel("unheard").uncheck();
        page.getByLabel("never sent").check();
        assertThat(found.filter(new FilterOptions().setHasText(TAGGED))).hasCount(1);

        open("");
        assertThat(section("Unheard and never sent")).containsText(REGISTERED);
        assertThat(section("Unheard and never sent")).containsText(TAGGED);
        assertThat(section("Needs attention")).containsText("Deprecated and in use: " + TAGGED);
        assertThat(section("Last failures")).containsText("campus#tellPartner");
        assertThat(section("Last failures")).containsText("IllegalStateException");
    }

    @Test
    void receiversAndStepsAreShownInOrderWithWhereTheyComeFrom() {
        open("hooks/" + ENROLLMENT);
        Locator steps = page.locator(".steps > li");
        assertThat(steps).hasCount(2);
        assertThat(steps.nth(0)).containsText("openSeats");
        assertThat(steps.nth(1)).containsText("premiumCourses");
        assertThat(steps.nth(1)).containsText("option modes");
        assertThat(steps.nth(1)).containsText("at most 2 s");
        assertThat(steps.nth(1)).containsText("class path resource [console.yml] - ");
        assertThat(steps.nth(1)).not().containsText("honor");

        open("hooks/" + ENROLLED);
        assertThat(page.locator(".steps .name"))
                .hasText(new String[] {"welcomeMail#greet", "campus#tellPartner", "campus#passAtOnce"});
        assertThat(page.locator(".steps > li").first()).containsText("from ");
        assertThat(section("Definition")).containsText("enrollment.course.course_key");
        assertThat(section("Definition")).containsText("Goes toenrollments");
        assertThat(section("Definition").locator("tbody tr").first()).containsText("CourseEnrollmentData");
        assertThat(section("Definition").locator("tbody .hint")).not().hasCount(0);
        assertThat(section("Definition").locator("pre")).containsText("\"course_key\": \"course-v1:");
        open("hooks/" + CERTIFIED);
        assertThat(page.locator(".steps > li")).containsText("on another thread");
    }

    @Test
    void runsStandInsideOfThoseThatTheyArePartOf() {
        campus.enroll("verified");
        open("runs");
        Locator sent = page.locator(".tree > li")
                .filter(new FilterOptions().setHasText(ENROLLED))
                .first();
        Locator receivers = sent.locator("> ol > li");
        assertThat(receivers).hasCount(3);
        Locator passing = receivers.nth(2);
        assertThat(passing.locator("> .run")).containsText("campus#passAtOnce");
        Locator inner = passing.locator("> ol > li");
        assertThat(inner).hasCount(2);
        assertThat(inner.nth(0).locator("> .run"))
                .containsText("org.openedx.learning.certificate.creation.requested.v1");
        assertThat(inner.nth(0).locator("> ol > li > .run")).containsText("passingGrade");
        assertThat(inner.nth(1).locator("> .run")).containsText(CERTIFIED);
        assertThat(inner.nth(1).locator("> ol > li > .run")).containsText("welcomeMail#push (on another thread)");
        assertThat(inner.nth(1).locator("> ol > li .took")).hasText(Pattern.compile("[0-9.]+ (ms|µs|s)"));
        assertThat(page.locator(".tree > li > .run").filter(new FilterOptions().setHasText(CERTIFIED)))
                .hasCount(0);

        page.locator("#search-runs").fill("passingGrade");
        assertThat(sent).isVisible();
        page.locator("#search-runs").fill("nobody");
        assertThat(page.locator(".tree > li")).hasCount(0);
    }

    @Test
    void newRunsAppearUntilThePageIsPaused() {
        open("runs");
        Locator newest = page.locator(".tree > li").first();
        campus.register();
        assertThat(newest).containsText(REGISTERED);
        page.locator("#pause").click();
        assertThat(page.locator("#live")).hasText("paused");
    }

    @Test
    void aHookIsSwitchedAndTheCommandIsTold() throws Exception {
        open("hooks/" + REGISTERED);
        Locator hookSwitch = page.getByRole(AriaRole.SWITCH);
        assertThat(hookSwitch).hasAttribute("aria-checked", "true");
        hookSwitch.click();
        assertThat(hookSwitch).hasAttribute("aria-checked", "false");
        assertThat(page.locator("#sent")).containsText("Switched off done");
        assertThat(arguments(page.locator("#sent pre").first().textContent()))
                .containsExactly(
                        "-X",
                        "POST",
                        "-H",
                        "Content-Type: application/json",
                        "-d",
                        "{\"enabled\":false}",
                        "http://127.0.0.1:%d/actuator/openedxhooks/%s".formatted(port, REGISTERED));
        assertThat(section("The hook")).containsText("Off by " + REGISTERED + ", actuator");

        button("Take changes back").click();
        assertThat(page.locator("dialog")).containsText("Take changes back?");
        assertThat(page.locator("dialog pre")).containsText("curl -X DELETE");
        button("Cancel").click();
        assertThat(hookSwitch).hasAttribute("aria-checked", "false");
        button("Take changes back").click();
        button("Take back").click();
        assertThat(hookSwitch).hasAttribute("aria-checked", "true");
        assertThat(page.locator("#sent summary")).hasText("Sent before (1)");
    }

    @Test
    void whatIsWrongWithAPipelineIsShownAtItsLine() {
        open("hooks/" + ENROLLMENT);
        button("Edit the pipeline").click();
        Locator steps = page.locator("#steps");
        assertThat(steps).isFocused();
        assertThat(steps).hasValue("openSeats\n{\"step\": \"premiumCourses\", \"timeout\": \"PT2S\", \"modes\": …}");

        Locator marked = page.locator(".marked li.wrong");
        button("Run this pipeline").click();
        assertThat(marked).hasCount(1);
        assertThat(marked).containsText("line 2: write the value of the option");
        steps.fill("openSeats\n{\"step\": premiumCourses}");
        button("Run this pipeline").click();
        assertThat(marked).containsText("line 2: this is no JSON object");

        steps.fill(
                "openSeats\npremiumCourse\n\n{\"step\": \"openSeats\", \"fail_silently\": \"perhaps\"}\npassingGrade");
        button("Run this pipeline").click();
        assertThat(marked).hasCount(3);
        assertThat(marked.nth(0))
                .containsText("line 2: no bean or class is named \"premiumCourse\". Did you mean \"premiumCourses\"?");
        assertThat(marked.nth(1)).containsText("line 4: fail-silently must be true or false, found \"perhaps\".");
        assertThat(marked.nth(2)).containsText("line 5: \"passingGrade\" is a step for CertificateCreationRequested");
        assertThat(steps).isFocused();
        assertThat(steps).hasAttribute("aria-invalid", "true");
        assertThat(
                        page.evaluate(
                                "getSelection().toString() || document.querySelector('#steps').value.slice("
                                        + "document.querySelector('#steps').selectionStart, document.querySelector('#steps').selectionEnd)"))
                .isEqualTo("premiumCourse");

        steps.fill("openSeats\n{\"step\": \"premiumCourses\", \"modes\": [\"it's\"]}");
        page.locator("#silently").selectOption("true");
        button("Run this pipeline").click();
        assertThat(page.locator("#sent")).containsText("It runs 2 steps from now on.");
        assertThat(page.locator("#sent pre").first())
                .containsText(
                        "-d '{\"pipeline\":[\"openSeats\",{\"step\":\"premiumCourses\",\"modes\":[\"it'\\''s\"]}],\"failSilently\":true}'");
        assertThat(page.locator(".steps > li")).hasCount(2);
        assertThat(page.locator(".steps > li").first()).containsText("fails silently");
        assertThat(page.locator(".found [aria-current]")).containsText("changed here");
        assertThat(button("Edit the pipeline")).isFocused();

        button("Take changes back").click();
        button("Take back").click();
        assertThat(page.locator(".steps > li").first()).containsText("its failure fails the call");
    }

    @Test
    void whatComesFromTheApplicationIsShownAndNeverRun() {
        campus.leave();
        open("");
        for (String view : VIEWS) {
            show(view);
        }
        show("hooks/org.openedx.learning.course.unenrollment.completed.v1");
        assertThat(page.locator(".steps .name")).hasText(Campus.HOSTILE + "#hear");
        assertThat(page.locator(".steps > li")).containsText("<script>alert(2)</script>");
        show("hooks/org.openedx.learning.course.unenrollment.started.v1");
        assertThat(page.locator(".steps .name")).hasText(Campus.HOSTILE);
        assertThat(page.locator(".steps > li")).containsText("option <b>option</b>");
        button("Edit the pipeline").click();
        button("Run this pipeline").click();
        assertThat(page.locator(".marked")).containsText(Campus.HOSTILE);
        open("hooks/%3Cimg%20src=x%20onerror=alert(3)%3E");
        assertThat(page.locator("main")).containsText("No hook has the type <img src=x onerror=alert(3)>.");
        open("runs");
        assertThat(page.locator(".tree")).containsText(Campus.HOSTILE);
        assertThat(page.locator("img, script:not([src]), [onerror]")).hasCount(0);
    }

    @Test
    void chartsAreDrawnFromWhatTheEndpointCounts() {
        page.clock().install();
        open("hooks/" + ENROLLED);
        Locator charts = page.locator(".chart svg[role=img]");
        for (int i = 0; i < 4; i++) {
            campus.enroll("honor");
            campus.enroll("honor");
            Locator runs = page.locator(".tile dd").first();
            String before = runs.textContent();
            page.clock().runFor(2000);
            assertThat(runs).not().hasText(before);
        }
        assertThat(charts).hasCount(2);
        assertThat(charts.first())
                .hasAttribute(
                        "aria-label",
                        Pattern.compile("Runs per second in the last 5 minutes: now [0-9.]+ /s, at most [0-9.]+ /s"));
        assertThat(charts.last())
                .hasAttribute("aria-label", Pattern.compile("Mean duration .* now [0-9.]+ (ms|µs), at most .*"));
        assertThat(page.locator(".chart .line")).hasCount(2);
        assertThat(page.locator(".chart .line").first().getAttribute("d").split("L"))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void theEventBusIsShownAndOperated() {
        campus.partnerFails(true);
        bus.receive("grades", Campus.enrolled("honor"));
        open("bus");
        Locator consumer =
                page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Consumer of grades for campus"));
        assertThat(consumer).containsText("running");
        assertThat(consumer).containsText("Dead letters1");
        assertThat(section("Routes")).containsText(ENROLLED);
        assertThat(section("Routes")).containsText("enrollment.course.course_key");
        assertThat(section("Routes")).containsText("console.yml");

        button("Stop grades for campus").click();
        assertThat(consumer).containsText("stopped");
        button("Start grades for campus").click();
        assertThat(consumer).containsText("running");

        campus.partnerFails(false);
        button("Redrive grades for campus").click();
        assertThat(page.locator("dialog pre")).containsText("{\"redrive\":true}");
        button("Only look what it would do").click();
        assertThat(page.locator("dialog [role=status]")).hasText("There is 1 dead letter.");
        button("Redrive").click();
        assertThat(page.locator("#sent")).containsText("1 dead letter: 1 processed, 0 failed again, 0 skipped.");
        assertThat(consumer).containsText("Dead letters0");

        button("Replay grades for campus").click();
        page.getByLabel("From a time with an offset").fill("nonsense");
        button("Only look what it would do").click();
        assertThat(page.locator("dialog [role=status]")).containsText("That is no position");
        page.getByLabel("From a time with an offset").fill("0");
        button("Only look what it would do").click();
        assertThat(page.locator("dialog [role=status]")).hasText(Pattern.compile("From 0: [0-9]+ messages?."));
        button("Move the group").click();
        assertThat(page.locator("#sent")).containsText("The group reads on from 0.");

        show("hooks/" + ENROLLED);
        assertThat(section("Definition"))
                .containsText(Pattern.compile("Comes fromgrades for campus, [0-9]+ messages?"));
        show("bus");

        Locator route = page.getByRole(
                AriaRole.SWITCH, new GetByRoleOptions().setName("Publish " + CERTIFIED + " to certificates"));
        route.click();
        assertThat(route).hasAttribute("aria-checked", "false");
        button("Take back " + CERTIFIED + " to certificates").click();
        assertThat(route).hasAttribute("aria-checked", "true");
    }

    @Test
    void deadEventsOfTheOutboxAreRetriedOrDropped() {
        dieInTheOutbox(4);
        open("bus");
        button("Pause certificates").click(); // what is retried waits
        assertThat(section("Outbox")).containsText("paused");
        button("Show the dead events of certificates").click();
        Locator dead = page.getByRole(AriaRole.REGION, new GetByRoleOptions().setName("Dead events of certificates"));
        assertThat(dead).containsText("RecordTooLargeException");
        dead.getByText("Drop…").first().click();
        assertThat(page.locator("dialog")).containsText("will never be published. That cannot be taken back.");
        button("Cancel").click();
        assertThat(dead.locator("tbody tr")).hasCount(4);
        dead.getByText("Drop…").first().click();
        button("Drop").click();
        assertThat(dead.locator("tbody tr")).hasCount(3);
        dead.getByText("Retry…").first().click();
        assertThat(page.locator("dialog")).containsText("will be published anew.");
        button("Retry").click();
        assertThat(page.locator("#sent")).containsText("It was done with 1 event.");
        assertThat(dead.locator("tbody tr")).hasCount(2);
        button("Drop all…").click();
        button("Drop all").click();
        assertThat(page.locator("#sent")).containsText("It was done with 2 events.");
        assertThat(dead).containsText("There are none.");
        assertThat(page.locator("[data-key=outbox-certificates] td").nth(1)).hasText("1");
        button("Resume certificates").click();
        assertThat(section("Outbox")).not().containsText("paused");
    }

    @Test
    void whereTheEndpointCanOnlyBeReadNothingCanBeChanged() {
        page.route(
                "**/console",
                route -> route.fulfill(new FulfillOptions()
                        .setResponse(route.fetch())
                        .setBody(route.fetch().text().replace("writable=\"true\"", "writable=\"false\""))));
        open("hooks/" + ENROLLMENT);
        assertThat(page.locator(".heading .chip")).hasText("on");
        show("bus");
        assertThat(section("Routes")).containsText(ENROLLED);
        for (String view : VIEWS) {
            show(view);
            assertThat(page.getByRole(AriaRole.SWITCH)).hasCount(0);
            assertThat(page.locator("main button:not(#show-all, [aria-label^=Show])"))
                    .hasCount(0);
        }
    }

    @Test
    void itSaysSoWhenTheEndpointDoesNotAnswerAndGoesOnWhenItDoes() {
        page.clock().install();
        open("runs");
        assertThat(page.locator("#live")).hasText("live");
        page.route("**/openedxhooks?*", route -> route.fulfill(new FulfillOptions().setStatus(403)));
        page.clock().runFor(2100);
        assertThat(page.locator("#live")).hasText("not allowed (403)");
        page.unrouteAll();
        page.clock().runFor(2100);
        assertThat(page.locator("#live")).hasText("live");
    }

    @Test
    void theKeyboardIsEnough() {
        open("hooks");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.locator("#search")).isFocused();
        page.keyboard().type("course.enrollment.started");
        Locator link = page.locator(".found a");
        assertThat(link).hasCount(1);
        link.focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(ENROLLMENT);
        assertThat(page.locator("h1")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.getByRole(AriaRole.SWITCH)).isFocused();
        button("Edit the pipeline").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#steps")).isFocused();
        page.keyboard().press("Escape");
        assertThat(button("Edit the pipeline")).isFocused();
        button("Take changes back").focus();
        page.keyboard().press("Enter");
        assertThat(button("Cancel")).isFocused();
        page.keyboard().press("Escape");
        assertThat(page.locator("dialog")).not().isVisible();
        assertThat(button("Take changes back")).isFocused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"light", "dark", "narrow"})
    void axeFindsNothingAndNothingIsWiderThanTheWindow(String look) throws IOException {
        page.context().close();
        int width = look.equals("narrow") ? 375 : 1280;
        page = page(new NewContextOptions()
                .setBypassCSP(true)
                .setColorScheme(look.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setViewportSize(width, 800));
        campus.partnerFails(true);
        campus.enroll("honor");
        campus.enroll("audit");
        dieInTheOutbox(2);
        open("");
        for (String view : VIEWS) {
            show(view);
            if (view.endsWith(ENROLLMENT)) {
                button("Edit the pipeline").click();
                page.locator("#steps").fill("openSeat");
                button("Run this pipeline").click();
                assertThat(page.locator(".marked")).isVisible();
            } else if (view.equals("bus")) {
                button("Show the dead events of certificates").click();
                page.getByRole(AriaRole.SWITCH).first().click();
                assertThat(page.locator("#sent")).isVisible();
                page.getByRole(AriaRole.SWITCH).first().click();
                assertThat(page.locator("#sent summary")).isVisible();
                button("Replay grades for campus").click();
            }
            assertThat(axe()).as("%s in %s", view, look).isEmpty();
            assertThat((List<?>) page.evaluate("[...document.querySelectorAll('body *')].filter(element =>"
                            + " element.getBoundingClientRect().right > innerWidth && !element.closest('.scroll, #nav'))"
                            + ".map(element => element.outerHTML)"))
                    .as("%s in %s", view, look)
                    .isEmpty();
        }
    }

    /** What people see in the documentation: made anew with -Dopenedx.pictures=true. */
    @Test
    void pictures() {
        dieInTheOutbox(2);
        bus.receive("grades", Campus.passed());
        page.clock().install();
        open("");
        for (int i = 0; i < (REMADE ? 145 : 6); i++) {
            campus.partnerFails(i % 13 == 5);
            for (int j = 0; j < 4 + (int) (4 + 4 * Math.sin(i / 4.0)) + i % 3; j++) {
                campus.enroll(j % 4 == 3 ? "audit" : j % 4 == 2 ? "verified" : "honor");
            }
            page.waitForResponse("**/openedxhooks?*", () -> page.clock().runFor(2000));
        }
        campus.partnerFails(false);
        campus.enroll("audit");
        campus.enroll("verified");
        page.waitForResponse("**/openedxhooks?*", () -> page.clock().runFor(2000));
        pictures("console-overview");
        show("hooks/" + ENROLLED);
        pictures("console-hook");
        page.setViewportSize(375, 760);
        screenshot("console-narrow");
        page.setViewportSize(1280, 860);
        show("runs");
        screenshot("console-runs");
        show("bus");
        screenshot("console-bus");
        show("hooks/" + ENROLLMENT);
        button("Edit the pipeline").click();
        page.locator("#steps").fill("openSeats\npremiumCourse\n{\"step\": \"quota\", \"seats\": 30}");
        button("Run this pipeline").click();
        assertThat(page.locator(".marked")).isVisible();
        page.evaluate("document.querySelector('.detail .card:nth-child(2)').scrollIntoView()");
        screenshot("console-pipeline");
        assertThat(PICTURES).isDirectoryContaining("glob:**console-narrow.png");
    }

    private void pictures(String name) {
        screenshot(name);
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        screenshot(name + "-dark");
        page.emulateMedia(new EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private void screenshot(String name) {
        page.screenshot(new ScreenshotOptions()
                .setPath(PICTURES.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    /** Goes on within the page, which keeps what it has drawn. */
    private void show(String view) {
        if (Boolean.TRUE.equals(
                page.evaluate("view => location.hash !== '#/' + view && Boolean(location.hash = '#/' + view)", view))) {
            assertThat(page.locator("h1")).isFocused();
        }
    }

    private void dieInTheOutbox(int events) {
        jdbc.update("DELETE FROM openedx_outbox WHERE topic = 'certificates'");
        jdbc.update("MERGE INTO openedx_outbox_topic (topic, paused) KEY (topic) VALUES ('certificates', FALSE)");
        for (int i = 0; i < events; i++) {
            jdbc.update(
                    "INSERT INTO openedx_outbox (topic, event_type, metadata, body, body_schema, created_at, state, attempts,"
                            + " last_error) VALUES ('certificates', ?, '{}', X'00', 'none', CURRENT_TIMESTAMP, 3, 10,"
                            + " 'org.apache.kafka.common.errors.RecordTooLargeException')",
                    CERTIFIED);
        }
    }

    private Page page(NewContextOptions options) {
        BrowserContext context = browser.newContext(options.setLocale("en-GB").setTimezoneId("UTC"));
        Page made = context.newPage();
        made.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
        made.onPageError(complaints::add);
        made.onDialog(dialog -> {
            complaints.add(dialog.message());
            dialog.dismiss();
        });
        return made;
    }

    private void open(String view) {
        page.navigate("about:blank");
        page.navigate("http://127.0.0.1:" + port + "/actuator/openedxhooks/console#/" + view);
        assertThat(page.locator("#live")).hasText("live");
    }

    private Locator section(String name) {
        return page.getByRole(
                AriaRole.REGION, new GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new GetByRoleOptions().setName(name).setExact(true));
    }

    /** What is wrong by the rules of WCAG 2.2, A and AA, and what axe holds for good practice. */
    private List<?> axe() throws IOException {
        try (InputStream script = Objects.requireNonNull(getClass().getResourceAsStream("/axe.min.js"))) {
            page.evaluate(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
        return (List<?>)
                page.evaluate("async () => (await axe.run()).violations.flatMap(violation => violation.nodes.map("
                        + "node => `${violation.id}: ${node.html} ${node.failureSummary}`))");
    }

    /** The arguments of a command as a shell reads them. */
    private static List<String> arguments(String command) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", command.replaceFirst("^curl", "printf '%s\\\\n'"))
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return output.lines().toList();
    }
}

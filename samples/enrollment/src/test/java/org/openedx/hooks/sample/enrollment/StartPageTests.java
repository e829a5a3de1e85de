/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.enrollment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Clicks through the start page with the browser that is installed, and is skipped where there is none. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class StartPageTests {

    private static Playwright playwright;

    private static Browser browser;

    @BeforeAll
    static void launch() {
        Optional<Path> executable = findBrowser();
        assumeTrue(
                executable.isPresent(), "No Chromium or Chrome found: name one in CHROME_BIN to test the start page");
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000); // the console asks every two seconds
        playwright = Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(executable.get())
                        .setHeadless(true)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    private static Optional<Path> findBrowser() {
        return Stream.of(
                        System.getenv("CHROME_BIN"),
                        "/usr/bin/chromium",
                        "/usr/bin/chromium-browser",
                        "/usr/bin/google-chrome",
                        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void everythingCanBeDoneAndSeen(@LocalServerPort int port) {
        BrowserContext context = browser.newContext();
        Page page = context.newPage();
        page.navigate("http://127.0.0.1:" + port);
        var answer = page.locator("#answer");
        Page console = context.newPage();
        console.navigate("http://127.0.0.1:" + port + "/actuator/openedxhooks/console#/runs");
        var newestRun = console.locator(".tree > li").first();

        // Register, log in
        button(page, "Fill in an example").click();
        button(page, "Register").click();
        assertThat(answer).containsText("Registered ada.");
        assertThat(page.locator("#learner")).containsText("ada");
        page.getByText("Log in").first().click();
        page.locator("#login [name=username]").fill("ada");
        page.locator("#login [name=password]").fill("wrong");
        button(page, "Log in").click();
        assertThat(answer).containsText("Username or password is not right.");

        // A premium course is not for everybody
        button(page, "Enroll: Leading Small Teams").click();
        assertThat(answer).containsText("Leading Small Teams is for premium learners.");
        assertThat(newestRun).containsText("premiumCourses");
        assertThat(newestRun).containsText("halted");

        // A failing receiver breaks nothing
        page.getByText("Make a receiver fail").click();
        assertThat(answer).containsText("From now on a receiver of enrollments fails.");
        button(page, "Enroll: Modern Java").click();
        assertThat(answer).containsText("Enrolled in Modern Java.");
        assertThat(newestRun.locator(".run.bad").last()).containsText("flakyPartner#tell");
        assertThat(newestRun).containsText("auditTrail#note");

        // Enterprise learners, their certificate and their badge
        button(page, "Fill in an example").click();
        button(page, "Register").click();
        assertThat(answer).containsText("Registered bruno.");
        button(page, "Enroll: Data Science Masterclass").click();
        button(page, "Earn the certificate: Data Science Masterclass").click();
        button(page, "Certificate: Data Science Masterclass").click();
        assertThat(page.locator("dialog")).containsText("Bruno Bianchi");
        assertThat(page.locator("dialog")).containsText("Acme Rocket Company");
        button(page, "Close").click();
        assertThat(page.locator("#badges")).containsText("Data Science Masterclass");

        // Leave a course
        button(page, "Enroll: Writing Clearly").click();
        button(page, "Leave: Writing Clearly").click();
        assertThat(answer).containsText("Left Writing Clearly.");
        assertThat(newestRun).containsText("org.openedx.learning.course.unenrollment.completed.v1");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of(
                        Boolean.getBoolean("openedx.pictures") ? "../../docs/images" : "target", "start-page.png")));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}

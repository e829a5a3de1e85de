/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.sample.bus;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Playwright.CreateOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Starts the two applications and clicks through the page, with the browser that is installed. */
class EventBusPageTests {

    private static final double PATIENCE = 30_000;

    @Test
    @SuppressWarnings("try") // the sample is only to be closed
    void eventsArriveAreRetriedDieAndAreRedriven() throws Exception {
        Optional<Path> executable = Stream.of(
                        System.getenv("CHROME_BIN"), "/usr/bin/chromium", "/usr/bin/google-chrome")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(executable.isPresent(), "No Chromium or Chrome found: name one in CHROME_BIN to test the page");
        int analytics = freePort();
        int platform = freePort();
        try (EventBusSample sample = EventBusSample.start(analytics, platform, List.of());
                Playwright playwright =
                        Playwright.create(new CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new LaunchOptions()
                                .setExecutablePath(executable.get())
                                .setArgs(List.of(
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync")))) {
            awaitAnswer(platform, "/actuator/health");
            awaitAnswer(analytics, "/state");
            Page page = browser.newPage();
            page.navigate("http://127.0.0.1:" + analytics);
            hasText(page, "#state", "running");

            page.click("#enroll");
            hasText(page, "#arrived", "1");
            hasText(page, "#loaded", "1");

            page.click("#stop");
            hasText(page, "#state", "stopped");
            page.click("#enroll");
            hasText(page, "#arrived", "1");
            page.click("#start");
            hasText(page, "#arrived", "2");

            page.click("#fail");
            hasText(page, "#answers", "does not answer");
            page.click("#enroll");
            hasText(page, "#dead", "1");
            hasText(page, "#failed", "3");
            hasText(page, "#arrived", "3");

            page.click("#answer");
            page.click("#redrive");
            hasText(page, "#dead", "0");
            hasText(page, "#loaded", "3");
            hasText(page, "#arrived", "3"); // the receiver that had not failed is not called again
        }
    }

    private static void hasText(Page page, String element, String text) {
        assertThat(page.locator(element)).hasText(text, new HasTextOptions().setTimeout(PATIENCE));
    }

    private static void awaitAnswer(int port, String path) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 600; i++) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException ex) {
                Thread.sleep(100);
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("Nobody answers on " + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

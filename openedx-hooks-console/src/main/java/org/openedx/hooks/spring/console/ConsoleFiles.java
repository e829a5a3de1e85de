/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.ExposableWebEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebEndpointHttpMethod;
import org.springframework.boot.actuate.endpoint.web.WebEndpointsSupplier;
import org.springframework.core.env.Environment;
import org.springframework.web.util.HtmlUtils;

/**
 * The files of the console, and where they are: below the path of the endpoint that they show. Whatever keeps the
 * endpoint from being reached over HTTP keeps the console from it too, since the endpoints that Boot exposes are asked.
 *
 * @param endpoints what Boot exposes
 * @param paths where that is
 * @param environment knows the application's name
 */
record ConsoleFiles(
        ObjectProvider<WebEndpointsSupplier> endpoints,
        ObjectProvider<PathMappedEndpoints> paths,
        Environment environment) {

    /** Just before actuator's own mapping, which would take {@code console} for the type of a hook. */
    static final int ORDER = -101;

    /** Nothing is loaded but what comes from here, nothing is inline, and nobody frames it. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Cache-Control",
            "no-store");

    private static final Logger log = LoggerFactory.getLogger(ConsoleFiles.class);

    private static final EndpointId HOOKS = EndpointId.of("openedxhooks");

    private static final EndpointId BUS = EndpointId.of("openedxeventbus");

    /**
     * What to answer, by path.
     *
     * @param handler makes of a file what serves it
     * @return empty if the endpoint is not exposed over HTTP
     */
    <H> Map<String, H> map(Function<ConsoleFile, H> handler) {
        ExposableWebEndpoint hooks = exposed(HOOKS);
        if (hooks == null) {
            log.info("The hooks console is off: the endpoint {} is not exposed over HTTP", HOOKS);
            return Map.of();
        }
        String console = paths.getObject().getPath(HOOKS) + "/console";
        Map<String, H> files = new LinkedHashMap<>();
        files.put(console, handler.apply(new ConsoleFile("text/html;charset=UTF-8", page(console, hooks))));
        files.put(
                console + "/console.css",
                handler.apply(new ConsoleFile("text/css;charset=UTF-8", bytes(read("console.css")))));
        files.put(
                console + "/console.js",
                handler.apply(new ConsoleFile("text/javascript;charset=UTF-8", bytes(read("console.js")))));
        log.info("The hooks console is at {}", console);
        return files;
    }

    private byte[] page(String console, ExposableWebEndpoint hooks) {
        ExposableWebEndpoint bus = exposed(BUS);
        String page = read("console.html");
        page = fill(page, "application", environment.getProperty("spring.application.name", ""));
        page = fill(page, "writable", writable(hooks));
        String to = bus == null ? null : paths.getObject().getPath(BUS);
        page = fill(page, "bus", to == null ? "" : relative(console, to));
        return bytes(fill(page, "bus-writable", writable(bus)));
    }

    private @Nullable ExposableWebEndpoint exposed(EndpointId id) {
        return endpoints.stream()
                .flatMap(supplier -> supplier.getEndpoints().stream())
                .filter(endpoint -> endpoint.getEndpointId().equals(id))
                .findFirst()
                .orElse(null);
    }

    /** Whether changing anything is among the operations that the endpoint's access leaves. */
    private static String writable(@Nullable ExposableWebEndpoint endpoint) {
        return String.valueOf(endpoint != null
                && endpoint.getOperations().stream()
                        .anyMatch(operation ->
                                operation.getRequestPredicate().getHttpMethod() == WebEndpointHttpMethod.POST));
    }

    /** Proxies may have put something before both paths. */
    private static String relative(String from, String to) {
        long folders = from.chars().filter(c -> c == '/').count() - 1;
        return "../".repeat((int) folders) + to.substring(1);
    }

    private static String fill(String page, String name, String value) {
        return page.replace("{{" + name + "}}", HtmlUtils.htmlEscape(value));
    }

    private static String read(String name) {
        try (InputStream file = Objects.requireNonNull(ConsoleFiles.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A file.
     *
     * @param contentType its media type
     * @param body not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record ConsoleFile(String contentType, byte[] body) {}

    /** The files are found by their names. */
    static final class Hints implements RuntimeHintsRegistrar {

        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.resources().registerPattern("org/openedx/hooks/spring/console/console.*");
        }
    }
}

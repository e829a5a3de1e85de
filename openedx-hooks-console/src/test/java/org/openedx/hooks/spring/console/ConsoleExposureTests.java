/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.config.Customizer.withDefaults;

/** The console is reached where its endpoint is, and nowhere else. */
class ConsoleExposureTests {

    private static final List<String> FILES = List.of("", "/console.css", "/console.js");

    private static final String EXPOSED = "management.endpoints.web.exposure.include=openedxhooks";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withUserConfiguration(Application.class)
            .withPropertyValues("spring.main.banner-mode=off");

    private ConfigurableApplicationContext application = new GenericApplicationContext();

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void itLiesBelowTheEndpointWhereverThatIs() {
        contextRunner
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(paths(context))
                        .containsExactly(
                                "/actuator/openedxhooks/console",
                                "/actuator/openedxhooks/console/console.css",
                                "/actuator/openedxhooks/console/console.js"));
        contextRunner
                .withPropertyValues(
                        EXPOSED,
                        "management.endpoints.web.base-path=/manage",
                        "management.endpoints.web.path-mapping.openedxhooks=open/hooks")
                .run(context -> assertThat(paths(context)).contains("/manage/open/hooks/console"));
        contextRunner
                .withPropertyValues(EXPOSED, "management.endpoints.web.base-path=/")
                .run(context -> assertThat(paths(context)).contains("/openedxhooks/console"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "management.endpoints.web.exposure.include=health",
                "management.endpoints.web.exposure.exclude=openedxhooks",
                "management.endpoints.jmx.exposure.include=openedxhooks",
                "management.endpoint.openedxhooks.access=NONE",
                "management.endpoints.access.default=NONE",
                "management.endpoints.access.max-permitted=NONE",
            })
    void whatTakesTheEndpointAwayTakesTheConsoleAway(String property) {
        List<String> properties = new ArrayList<>(List.of(property));
        if (!property.contains("exposure.include")) {
            properties.add("management.endpoints.web.exposure.include=*");
        }
        contextRunner
                .withPropertyValues(properties.toArray(String[]::new))
                .run(context -> assertThat(paths(context)).isEmpty());
    }

    @Test
    void withoutAPortForManagementThereIsNoConsole() {
        contextRunner
                .withPropertyValues(EXPOSED, "management.server.port=-1")
                .run(context -> assertThat(context).doesNotHaveBean("openEdxHooksConsole"));
    }

    @Test
    void withoutSpringMvcThereIsNoConsole() {
        contextRunner
                .withClassLoader(new FilteredClassLoader("org.springframework.web.servlet"))
                .withPropertyValues(EXPOSED)
                .run(context -> assertThat(context).doesNotHaveBean("openEdxHooksConsole"));
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void itsFilesAreServedWithWhatKeepsABrowserSafe(WebApplicationType kind) throws Exception {
        int port = start(kind, "server.port=0", EXPOSED, "spring.application.name=A \"<b>\"");
        for (String file : FILES) {
            HttpResponse<String> answer = send(port, "GET", "/actuator/openedxhooks/console" + file);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy.split("; "))
                            .contains(
                                    "default-src 'none'",
                                    "script-src 'self'",
                                    "style-src 'self'",
                                    "connect-src 'self'",
                                    "base-uri 'none'",
                                    "form-action 'none'",
                                    "frame-ancestors 'none'")
                            .noneMatch(part -> part.contains("unsafe") || part.contains("http")));
            assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
            assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
            assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type)
                            .startsWith(
                                    file.isEmpty()
                                            ? "text/html"
                                            : file.endsWith("css") ? "text/css" : "text/javascript")
                            .containsIgnoringCase("charset=utf-8"));
            assertThat(send(port, "HEAD", "/actuator/openedxhooks/console" + file)
                            .statusCode())
                    .isEqualTo(200);
            for (String method : List.of("POST", "PUT", "DELETE")) {
                assertThat(send(port, method, "/actuator/openedxhooks/console" + file)
                                .statusCode())
                        .as(method)
                        .isEqualTo(405);
            }
        }
        String page = send(port, "GET", "/actuator/openedxhooks/console")
                .body()
                .replace("xmlns='http://www.w3.org/2000/svg'", "");
        assertThat(page)
                .contains("data-application=\"A &quot;&lt;b&gt;&quot;\"")
                .doesNotContain("{{", "http://", "https://", "<style", " style=")
                .doesNotContainPattern("<script(?! src=\"console/console.js\" defer></script>)")
                .doesNotContainPattern(" on[a-z]+=\"");
        assertThat(send(port, "GET", "/actuator/openedxhooks").body()).startsWith("{\"hooks\":[");
        assertThat(send(port, "GET", "/actuator/openedxhooks/console/console.map")
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(value = WebApplicationType.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void onAManagementPortItIsThereAlone(WebApplicationType kind) throws Exception {
        int port = start(
                kind, "server.port=0", "management.server.port=0", "management.server.base-path=/internal", EXPOSED);
        int management = application.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
        assertThat(management).isNotEqualTo(port);
        for (String file : FILES) {
            for (String base : List.of("", "/internal")) {
                assertThat(send(port, "GET", base + "/actuator/openedxhooks/console" + file)
                                .statusCode())
                        .isEqualTo(404);
            }
            assertThat(send(management, "GET", "/internal/actuator/openedxhooks/console" + file)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void rulesForTheEndpointAreRulesForTheConsole() throws Exception {
        int port = start(WebApplicationType.SERVLET, "server.port=0", EXPOSED, "test.guarded=true");
        assertThat(send(port, "GET", "/actuator/openedxhooks").statusCode()).isEqualTo(401);
        for (String file : FILES) {
            assertThat(send(port, "GET", "/actuator/openedxhooks/console" + file)
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(send(port, "GET", "/elsewhere").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"read-only", "unrestricted"})
    void thePageKnowsWhatTheEndpointAllows(String access) throws Exception {
        int port = start(
                WebApplicationType.SERVLET,
                "server.port=0",
                "management.endpoints.web.exposure.include=openedxhooks,openedxeventbus",
                "management.endpoints.web.path-mapping.openedxhooks=open/hooks",
                "management.endpoint.openedxhooks.access=" + access,
                "management.endpoint.openedxeventbus.access=" + access);
        String page = send(port, "GET", "/actuator/open/hooks/console").body();
        String writable = String.valueOf(access.equals("unrestricted"));
        assertThat(page)
                .contains("data-writable=\"" + writable + "\"")
                .contains("data-bus-writable=\"" + writable + "\"")
                .contains("data-bus=\"../../../actuator/openedxeventbus\"");
        assertThat(URI.create("http://host/proxy/actuator/open/hooks/console")
                        .resolve("../../../actuator/openedxeventbus")
                        .getPath())
                .isEqualTo("/proxy/actuator/openedxeventbus");
    }

    private static List<String> paths(ApplicationContext context) {
        return context.getBean("openEdxHooksConsole", SimpleUrlHandlerMapping.class).getUrlMap().keySet().stream()
                .toList();
    }

    private int start(WebApplicationType kind, String... properties) {
        application = new SpringApplicationBuilder(Application.class)
                .web(kind)
                .properties("spring.main.banner-mode=off", "server.address=127.0.0.1")
                .properties(properties)
                .run();
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private static HttpResponse<String> send(int port, String method, String path)
            throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            excludeName = {
                // Two servers for reactive applications are on the class path of the tests.
                "org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration",
                "org.springframework.boot.tomcat.autoconfigure.actuate.web.server.TomcatReactiveManagementContextAutoConfiguration",
                "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
            })
    static class Application {

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
        static class Servlet {

            @Bean
            SecurityFilterChain chain(HttpSecurity http, Environment environment) throws Exception {
                if (environment.getProperty("test.guarded", Boolean.class, false)) {
                    http.authorizeHttpRequests(all -> all.requestMatchers(EndpointRequest.to("openedxhooks"))
                            .authenticated()
                            .anyRequest()
                            .permitAll());
                    return http.httpBasic(withDefaults()).build();
                }
                return http.csrf(csrf -> csrf.disable())
                        .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                        .build();
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
        static class Reactive {

            @Bean
            SecurityWebFilterChain chain(ServerHttpSecurity http) {
                return http.csrf(csrf -> csrf.disable())
                        .authorizeExchange(all -> all.anyExchange().permitAll())
                        .build();
            }
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.UnusableMessageException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SchemaRegistryTests {

    private static final String SCHEMA = "{\"fields\": [], \"name\": \"CloudEvent\", \"type\": \"record\"}";

    private static final Duration SOON = Duration.ofMillis(500);

    private final FakeRegistry server = new FakeRegistry();

    private final SchemaRegistry registry = registry(Duration.ofSeconds(20), server.url());

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void close() {
        end.countDown();
        server.close();
    }

    @Test // KAF-2
    void schemasAreRegisteredAsTheyAreAndOnlyOnce() {
        int id = registry.register("dev topic/ü-org.openedx.CloudEvent", SCHEMA);

        assertThat(registry.register("dev topic/ü-org.openedx.CloudEvent", SCHEMA))
                .isEqualTo(id);
        assertThat(server.schemas()).containsExactly(SCHEMA);
        assertThat(server.requests())
                .containsExactly("POST /subjects/dev%20topic%2F%C3%BC-org.openedx.CloudEvent/versions");
    }

    @Test // KAF-7
    void aSubjectHasAnIdForEachOfItsSchemas() {
        int course = registry.register("dev-string", "{\"name\": \"course_key\", \"type\": \"string\"}");
        int usage = registry.register("dev-string", "{\"name\": \"usage_key\", \"type\": \"string\"}");

        assertThat(course).isNotEqualTo(usage);
    }

    @Test
    void schemasAreLookedUpOnce() {
        int id = server.add(SCHEMA);

        Schema schema = registry.schema(id);

        assertThat(schema).isEqualTo(new Schema.Parser().parse(SCHEMA)).isSameAs(registry.schema(id));
        assertThat(server.requests()).containsExactly("GET /schemas/ids/" + id);
    }

    @Test
    void aNamespaceMayHaveAHyphen() {
        int id = server.add(
                "{\"type\": \"record\", \"name\": \"CloudEvent\", \"namespace\": \"a.b-c.v1\", \"fields\": []}");

        assertThat(registry.schema(id).getNamespace()).isEqualTo("a.b-c.v1");
    }

    @Test // KAF-12
    void credentialsGoAlongIfThereAreAny() {
        new SchemaRegistry(List.of(server.url()), "key:sécret", SOON, null).register("subject", SCHEMA);

        assertThat(server.requests()).containsExactly("POST /subjects/subject/versions Basic a2V5OnPDqWNyZXQ=");
    }

    @Test
    void aSchemaThatTheRegistryDoesNotHaveIsFinal() {
        assertThatExceptionOfType(UnusableMessageException.class)
                .isThrownBy(() -> registry.schema(99))
                .withMessage("The schema registry has no schema with the id 99");
    }

    @Test
    void aSchemaThatComesLaterIsFoundThen() {
        assertThatExceptionOfType(UnusableMessageException.class).isThrownBy(() -> registry.schema(1));

        assertThat(registry.schema(server.add(SCHEMA)).getName()).isEqualTo("CloudEvent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schema\": \"no schema\"}",
                "{\"schema\": \"{\\\"type\\\": \\\"record\\\"}\"}",
                "{\"schema\": \"\"}",
                "{\"schema\": \"syntax = 'proto3';\", \"schemaType\": \"PROTOBUF\"}",
                "{\"schema\": \"\\\"string\\\"\", \"references\": [{\"name\": \"other\"}]}"
            })
    void aSchemaThatIsNoneOfAnEventIsFinal(String answer) {
        server.answersWith(200, answer);

        assertThatExceptionOfType(UnusableMessageException.class)
                .isThrownBy(() -> registry.schema(7))
                .withMessageContaining("the id 7");
    }

    @Test
    void aSchemaThatIsNestedWithoutEndIsFinal() {
        String deep = "{\\\"type\\\": \\\"array\\\", \\\"items\\\": ".repeat(20_000);
        server.answersWith(200, "{\"schema\": \"" + deep + "\"}");

        assertThatExceptionOfType(UnusableMessageException.class).isThrownBy(() -> registry.schema(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    401 | {"error_code": 401, "message": "Unauthorized"}
                    403 | {"error_code": 40301, "message": "Forbidden"}
                    404 | <html>Not Found</html>
                    404 | {"error_code": 404, "message": "HTTP 404 Not Found"}
                    429 | slower
                    500 | {"error_code": 50001, "message": "Error in the backend data store"}
                    503 | no server is available
                    200 | <html>Please log in</html>
                    200 | {"id": "seven"}
                    200 | []
                    204 | {}
                    """)
    void whateverElseIsAnsweredIsTriedAgainLater(int status, String body) {
        server.answersWith(status, body);

        assertThatExceptionOfType(BrokerUnavailableException.class)
                .isThrownBy(() -> registry.register("subject", SCHEMA))
                .withMessageContaining(server.url().toString())
                .withMessageContaining(String.valueOf(status));
        assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> registry.schema(1));

        server.answersNormally();
        assertThat(registry.schema(registry.register("subject", SCHEMA)).getName())
                .isEqualTo("CloudEvent");
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 422})
    void aSchemaThatTheRegistryDoesNotTakeIsFinal(int status) {
        server.answersWith(status, "{\"error_code\": %d, \"message\": \"in\\u001bcompatible\"}".formatted(status));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.register("sub\nject", SCHEMA))
                .withMessage("The schema registry refuses the schema of sub\\u000aject: in\\u001bcompatible");
    }

    @Test
    void aRegistryThatIsAwayIsTriedAgainLater() {
        int port = server.port();
        server.close();

        assertThatExceptionOfType(BrokerUnavailableException.class)
                .isThrownBy(() -> registry.register("subject", SCHEMA))
                .withMessageContaining("127.0.0.1:" + port);

        try (FakeRegistry restarted = new FakeRegistry(port)) {
            assertThat(registry.register("subject", SCHEMA)).isOne();
            assertThat(restarted.schemas()).hasSize(1);
        }
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SchemaRegistry impatient = registry(SOON, URI.create("http://127.0.0.1:" + silent.getLocalPort()));

            assertThatExceptionOfType(BrokerUnavailableException.class)
                    .isThrownBy(() -> impatient.schema(1))
                    .withMessageEndingWith("no answer within 500 ms");
        }
    }

    @Test
    void anAnswerThatNeverEndsIsNotWaitedForForEver() {
        server.answersBy(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                while (!end.await(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    exchange.getResponseBody().write(' ');
                    exchange.getResponseBody().flush();
                }
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        });

        assertThatExceptionOfType(BrokerUnavailableException.class)
                .isThrownBy(() -> registry(SOON, server.url()).schema(1))
                .withMessageEndingWith("no answer within 500 ms");
    }

    @Test
    void anAnswerOfAnySizeIsReadToALimit() {
        byte[] much = new byte[SchemaRegistry.ANSWER_MAXIMUM + 1];
        Arrays.fill(much, (byte) ' ');
        server.answersBy(exchange -> FakeRegistry.reply(exchange, 200, much));

        assertThatExceptionOfType(BrokerUnavailableException.class)
                .isThrownBy(() -> registry.schema(1))
                .withMessageContaining("the answer is longer than 1048576 bytes");

        byte[] schema = Arrays.copyOf(
                "{\"schema\": \"\\\"string\\\"\"}".getBytes(StandardCharsets.UTF_8), SchemaRegistry.ANSWER_MAXIMUM);
        Arrays.fill(schema, 24, schema.length, (byte) ' ');
        server.answersBy(exchange -> FakeRegistry.reply(exchange, 200, schema));
        assertThat(registry.schema(1).getType()).isEqualTo(Schema.Type.STRING);
    }

    @Test
    void theNextAddressIsAskedIfOneDoesNotAnswer() throws IOException {
        try (FakeRegistry broken = new FakeRegistry()) {
            broken.answersWith(503, "starting");
            SchemaRegistry both = registry(Duration.ofSeconds(20), broken.url(), server.url());

            assertThat(both.register("subject", SCHEMA)).isOne();
            assertThat(broken.requests()).hasSize(1);
        }
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(BrokerUnavailableException.class).isThrownBy(() -> registry.schema(1));
        assertThat(Thread.interrupted()).isTrue();
    }

    private static SchemaRegistry registry(Duration timeout, URI... urls) {
        return new SchemaRegistry(List.of(urls), null, timeout, null);
    }
}

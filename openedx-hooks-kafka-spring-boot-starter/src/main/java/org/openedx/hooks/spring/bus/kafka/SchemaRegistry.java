/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

import javax.net.ssl.SSLContext;

import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;
import org.openedx.hooks.spring.bus.UnusableMessageException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Registers schemas and looks them up in a registry that speaks Confluent's API (KAF-2, KAF-3). What a registry has
 * said once is kept: ids never change their meaning.
 *
 * <p>A registry is told apart from what merely answers in its place: only the registry's own words for "there is no
 * such schema" and "I do not take this schema" are final. All else, a wrong address or wrong credentials included, can
 * be mended and is tried again by the caller.
 *
 * <p>Thread-safe. Answers are read to a limit and within a time.
 */
final class SchemaRegistry {

    static final int ANSWER_MAXIMUM = 1024 * 1024;

    /** More schemas than all events of a platform have had in all their versions. */
    private static final int KEPT_SCHEMAS = 1000;

    private static final int MESSAGE_MAXIMUM = 200;

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private static final int NO_SUCH_SCHEMA = 40403;

    private final JsonMapper json = new JsonMapper();

    private final List<URI> urls;

    private final @Nullable String authorization;

    private final Duration timeout;

    private final HttpClient client;

    private final Map<Registered, Integer> ids = new ConcurrentHashMap<>();

    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /**
     * Connects to nothing yet.
     *
     * @param urls of one registry, the first that answers is asked
     * @param credentials key and secret with a colon between, {@literal null} for none
     * @param timeout for one answer
     * @param ssl {@literal null} for the JVM's
     */
    SchemaRegistry(List<URI> urls, @Nullable String credentials, Duration timeout, @Nullable SSLContext ssl) {
        this.urls = List.copyOf(urls);
        this.authorization = credentials == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        this.timeout = timeout;
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(timeout);
        if (ssl != null) {
            builder.sslContext(ssl);
        }
        this.client = builder.build();
    }

    /**
     * The id of a schema under a subject. Registers it if the registry does not have it yet.
     *
     * @param subject such as {@code dev-topic-string}
     * @param schema its text
     * @return the id that stands before the bytes
     * @throws BrokerUnavailableException if the registry does not answer, or not as one
     * @throws IllegalArgumentException if the registry does not take the schema
     */
    int register(String subject, String schema) {
        Registered key = new Registered(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        String path = "/subjects/%s/versions"
                .formatted(URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20"));
        Answer answer =
                ask(path, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("schema", schema))));
        if (answer.status() == 409 || answer.status() == 422) {
            throw new IllegalArgumentException("The schema registry refuses the schema of %s: %s"
                    .formatted(Printable.of(subject, MESSAGE_MAXIMUM), answer.message()));
        }
        int id = answer.expect("id", JsonNode::isInt).intValue();
        ids.put(key, id);
        return id;
    }

    /**
     * The schema with an id.
     *
     * @param id as it stands before the bytes
     * @return the schema
     * @throws BrokerUnavailableException if the registry does not answer, or not as one
     * @throws UnusableMessageException if there is no such schema, or it is none of Avro
     */
    Schema schema(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Answer answer = ask("/schemas/ids/" + id, null);
        if (answer.status() == 404 && answer.code() == NO_SUCH_SCHEMA) {
            throw new UnusableMessageException("The schema registry has no schema with the id " + id, null);
        }
        String text = answer.expect("schema", JsonNode::isString).stringValue();
        if (answer.has("schemaType", type -> !"AVRO".equals(type.asString()))
                || answer.has("references", references -> !references.isEmpty())) {
            throw new UnusableMessageException("The schema with the id %s is none of an event".formatted(id), null);
        }
        Schema schema = parse(id, text);
        if (schemas.size() >= KEPT_SCHEMAS) {
            schemas.clear();
        }
        schemas.put(id, schema);
        return schema;
    }

    private static Schema parse(int id, String text) {
        try {
            // One shipped event has a hyphen in its type, which names in Avro must not have.
            return new Schema.Parser(NameValidator.NO_VALIDATION).parse(text);
        } catch (RuntimeException ex) {
            throw new UnusableMessageException("The schema with the id %s cannot be read".formatted(id), ex);
        }
    }

    private Answer ask(String path, HttpRequest.@Nullable BodyPublisher body) {
        BrokerUnavailableException failure = null;
        for (URI url : urls) {
            try {
                Answer answer = ask(url, path, body);
                if (answer.status() < 500) {
                    return answer;
                }
                failure = answer.unexpected();
            } catch (BrokerUnavailableException ex) {
                failure = ex;
            }
        }
        throw failure != null ? failure : new IllegalStateException("There is no address of a schema registry");
    }

    private Answer ask(URI url, String path, HttpRequest.@Nullable BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(timeout)
                .header("Accept", CONTENT_TYPE)
                .header("Content-Type", CONTENT_TYPE);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (body != null) {
            request.POST(body);
        }
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(request.build(), info -> new BoundedBody(ANSWER_MAXIMUM));
        try {
            // The time limit of the request ends with the headers of the answer.
            HttpResponse<byte[]> response = pending.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new Answer(url, response.statusCode(), read(response.body()));
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof Error error) {
                throw error;
            }
            throw ex.getCause() instanceof HttpTimeoutException
                    ? late(url, ex)
                    : unavailable(url, String.valueOf(ex.getCause()), ex.getCause());
        } catch (TimeoutException ex) {
            throw late(url, ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw unavailable(url, "interrupted", ex);
        } finally {
            pending.cancel(true);
        }
    }

    private @Nullable JsonNode read(byte[] body) {
        try {
            return json.readTree(body);
        } catch (JacksonException ex) {
            return null;
        }
    }

    private BrokerUnavailableException late(URI url, Exception ex) {
        return unavailable(url, "no answer within %d ms".formatted(timeout.toMillis()), ex);
    }

    private static BrokerUnavailableException unavailable(URI url, String why, @Nullable Throwable cause) {
        return new BrokerUnavailableException(
                "The schema registry at %s cannot be used: %s".formatted(url, Printable.of(why, MESSAGE_MAXIMUM)),
                cause);
    }

    private record Registered(String subject, String schema) {}

    private record Answer(URI url, int status, @Nullable JsonNode json) {

        JsonNode expect(String name, Predicate<JsonNode> kind) {
            JsonNode value = status == 200 && json != null ? json.get(name) : null;
            if (value == null || !kind.test(value)) {
                throw unexpected();
            }
            return value;
        }

        boolean has(String name, Predicate<JsonNode> what) {
            JsonNode value = json == null ? null : json.get(name);
            return value != null && !value.isNull() && what.test(value);
        }

        int code() {
            return json == null ? 0 : json.path("error_code").asInt(0);
        }

        String message() {
            return Printable.of(json == null ? "" : json.path("message").asString(""), MESSAGE_MAXIMUM);
        }

        BrokerUnavailableException unexpected() {
            String message = message();
            return unavailable(url, "it answers %d%s".formatted(status, message.isEmpty() ? "" : ", " + message), null);
        }
    }
}

/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.kafka;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.spring.bus.Seconds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the event bus on Kafka. They are called as in Open edX, so its environment variables work too:
 * {@code EVENT_BUS_KAFKA_BOOTSTRAP_SERVERS}. What is not here is set as for any client of Kafka, under
 * {@code spring.kafka}. Immutable.
 *
 * @param bootstrapServers brokers to begin with, host:port; those of spring.kafka if not set
 * @param apiKey user of SASL/PLAIN over TLS; not used without secret (KAF-12)
 * @param apiSecret password of SASL/PLAIN over TLS; not used without key (KAF-12)
 * @param schemaRegistryUrl address of the schema registry, or several of one registry; without it there is no event bus
 *     on Kafka
 * @param schemaRegistryApiKey user of the schema registry, if it asks for one
 * @param schemaRegistryApiSecret password of the schema registry
 * @param schemaRegistrySslBundle SSL bundle for the schema registry; the JVM's trust store if not set
 * @param schemaRegistryTimeout how long to wait for an answer of the schema registry
 * @param consumersEnabled whether consumers start at all (ERR-8)
 * @param consumerPollTimeout how long a consumer waits for messages at a time; a number without unit is in seconds
 * @param consumerPollFailureSleep how long a consumer rests when it could not read; a number without unit is in seconds
 *     (ERR-7)
 * @param consumerConsecutiveErrorsLimit after how many errors in a row a consumer stops (ERR-6)
 * @param consumerMaxPollRecords how many messages a consumer fetches at a time
 * @param auditLoggingEnabled whether each message has a line in the audit log (AUD-1)
 */
@ConfigurationProperties("event-bus.kafka")
record KafkaEventBusProperties(
        @Nullable List<String> bootstrapServers,
        @Nullable String apiKey,
        @Nullable String apiSecret,
        @DefaultValue List<URI> schemaRegistryUrl,
        @Nullable String schemaRegistryApiKey,
        @Nullable String schemaRegistryApiSecret,
        @Nullable String schemaRegistrySslBundle,
        @DefaultValue("5s") Seconds schemaRegistryTimeout,
        @Nullable Boolean consumersEnabled,
        @DefaultValue("1s") Seconds consumerPollTimeout,
        @Nullable Seconds consumerPollFailureSleep,
        @Nullable Integer consumerConsecutiveErrorsLimit,
        @DefaultValue("10") int consumerMaxPollRecords,
        @Nullable Boolean auditLoggingEnabled) {

    private static final Pattern SERVER = Pattern.compile("([A-Za-z_]+://)?[^\\s,/]+:[0-9]{1,5}");

    /**
     * Checks numbers and addresses.
     *
     * @throws IllegalArgumentException if one cannot work; if an address is none of HTTP, or has credentials, which
     *     would be seen in messages
     */
    public KafkaEventBusProperties {
        atLeastOne("consumer-max-poll-records", consumerMaxPollRecords);
        if (consumerConsecutiveErrorsLimit != null) {
            atLeastOne("consumer-consecutive-errors-limit", consumerConsecutiveErrorsLimit);
        }
        atLeastAMillisecond("consumer-poll-timeout", consumerPollTimeout);
        atLeastAMillisecond("schema-registry-timeout", schemaRegistryTimeout);
        if (bootstrapServers != null) {
            bootstrapServers.forEach(KafkaEventBusProperties::checkServer);
        }
        schemaRegistryUrl =
                schemaRegistryUrl.stream().map(KafkaEventBusProperties::checked).toList();
    }

    /** No secrets. */
    @Override
    public String toString() {
        return "KafkaEventBusProperties[bootstrapServers=%s, schemaRegistryUrl=%s]"
                .formatted(bootstrapServers, schemaRegistryUrl);
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException("event-bus.kafka." + name + " must be at least 1, but is " + value);
        }
    }

    private static void atLeastAMillisecond(String name, Seconds value) {
        if (value.duration().toMillis() < 1) {
            throw new IllegalArgumentException("event-bus.kafka." + name + " must be at least 1ms, but is " + value);
        }
    }

    private static void checkServer(String server) {
        if (!SERVER.matcher(server.strip()).matches()) {
            throw new IllegalArgumentException(
                    "event-bus.kafka.bootstrap-servers must be host:port, such as kafka:9092, but one is \"%s\""
                            .formatted(server));
        }
    }

    private static URI checked(URI url) {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("event-bus.kafka.schema-registry-url must not have credentials: they"
                    + " belong in event-bus.kafka.schema-registry-api-key and -secret");
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException(
                    "event-bus.kafka.schema-registry-url must be an address like http://host:8081, not " + url);
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }
}

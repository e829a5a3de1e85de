/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Deprecation;
import org.openedx.hooks.HookType;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.catalog.SamplePayload;
import org.openedx.hooks.event.EventMetadata;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;

import static org.openedx.hooks.wire.EventSchemas.ordered;

/**
 * Makes AsyncAPI 3.0 documents: which events go over which topics, what they look like there and in JSON, and what all
 * of it means. The document is plain data, in the same order whatever the order of what it is made from, and has
 * nobody's data in it: what it shows as examples is made up.
 *
 * <p>Each event has a message for each broker, as Avro with that broker's headers, and one in JSON, as
 * {@link EventJsonModule} writes a {@link CloudEvent}. An event that has no Avro form is left out.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class AsyncApi {

    /** What the document is, for whoever asks for it over HTTP. */
    public static final String MEDIA_TYPE = "application/vnd.aai.asyncapi+json;version=3.0.0";

    private static final String AVRO_FORMAT = "application/vnd.apache.avro+json;version=1.9.0";

    private static final Pattern AVRO_NAME = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*");

    private static final String NO_AVRO_NAME =
            "Its name is no namespace that Avro allows, so this describes its data in place of an Avro schema.";

    private static final String KAFKA = "kafka";

    private static final String KAFKA_BINDING = "0.5.0";

    private static final Map<String, EventHeaders> HEADERS =
            Map.of(KAFKA, EventHeaders.kafka(), "redis", EventHeaders.redis());

    /** What metadata says, by the end of the name that it has; all else that a message has is the same in each. */
    private static final Map<String, String> MEANINGS = Map.of(
            "type", "the name of the event",
            "id", "a UUID that no other event has",
            "source", "the service that sent it",
            "time", "when it happened, in UTC",
            "minorversion", "how many backward-compatible additions its data has seen",
            "sourcehost", "the machine that sent it",
            "sourcelib", "the version of the library that sent it");

    private final HookDocs docs;

    private final SamplePayload samples;

    private final EventCodecs codecs;

    /**
     * Makes documents of events in these words.
     *
     * @param docs what events and their data mean
     * @param codecs know the types that travel as text
     */
    public AsyncApi(HookDocs docs, EventCodecs codecs) {
        this.docs = Objects.requireNonNull(docs, "docs");
        this.samples = new SamplePayload(docs);
        this.codecs = Objects.requireNonNull(codecs, "codecs");
    }

    /**
     * A document.
     *
     * @param title the name of the application
     * @param version its version
     * @param events what the document has besides the events of the operations: each as JSON and as both brokers have
     *     it
     * @param operations what the application does with topics
     * @return maps, lists and values, to be written as JSON or YAML
     */
    public Map<String, Object> document(
            String title,
            String version,
            Collection<? extends OpenEdxPublicSignal<?>> events,
            Collection<AsyncApiOperation> operations) {
        Document document = new Document();
        events.forEach(document::event);
        operations.forEach(document::operation);
        return document.write(title, version);
    }

    /** One that is being made. */
    private final class Document {

        private final SortedMap<String, Object> schemas = new TreeMap<>();

        private final SortedMap<String, Object> messages = new TreeMap<>();

        private final SortedMap<String, Object> traits = new TreeMap<>();

        private final SortedMap<String, Channel> channels = new TreeMap<>();

        /** By their names and brokers: a topic of one name may be on two. */
        private final SortedMap<String, SortedMap<String, Object>> operations = new TreeMap<>();

        private final EventSchemas records = new EventSchemas(docs, schemas);

        void event(OpenEdxPublicSignal<?> event) {
            if (travels(event)) {
                for (String broker : HEADERS.keySet()) {
                    message(event, broker, event.keyField());
                }
                json(event);
            }
        }

        void operation(AsyncApiOperation operation) {
            Channel channel = channels.computeIfAbsent(operation.topic(), Channel::new);
            channel.broker(operation.broker());
            List<Object> references = new ArrayList<>();
            SortedMap<String, OpenEdxPublicSignal<?>> events = new TreeMap<>();
            SortedSet<String> types = new TreeSet<>();
            operation.events().forEach((event, keyField) -> {
                if (travels(event)) {
                    events.put(
                            message(event, operation.broker(), keyField == null ? event.keyField() : keyField), event);
                    json(event);
                    types.add(event.type().value());
                }
            });
            events.keySet().forEach(id -> {
                channel.messages.put(id, reference("components/messages/" + id));
                references.add(Map.of("$ref", channel.reference() + "/messages/" + id));
            });
            String group = operation.group();
            Map<String, Object> entry = ordered(
                    "action", group == null ? "send" : "receive", "channel", Map.of("$ref", channel.reference()));
            if (group == null) {
                OpenEdxPublicSignal<?> event = events.isEmpty() ? null : events.get(events.firstKey());
                EventSchemas.describe(entry, event == null ? null : event.description());
            } else {
                entry.put("description", "For the consumer group `%s`.".formatted(group));
                if (operation.broker().equals(KAFKA)) {
                    entry.put("bindings", kafka("groupId", ordered("type", "string", "enum", List.of(group))));
                }
            }
            entry.put("messages", references);
            String id = group == null
                    ? "send/%s/%s".formatted(operation.topic(), String.join(",", types))
                    : "receive/%s/%s".formatted(operation.topic(), group);
            operations.computeIfAbsent(id, name -> new TreeMap<>()).put(operation.broker(), entry);
        }

        Map<String, Object> write(String title, String version) {
            Map<String, Object> document = ordered("asyncapi", "3.0.0");
            document.put("info", ordered("title", title, "version", version));
            document.put("defaultContentType", "application/avro");
            Map<String, Object> named = new LinkedHashMap<>();
            channels.forEach((topic, channel) -> named.put(topic, channel.write()));
            document.put("channels", named);
            SortedMap<String, Object> done = new TreeMap<>();
            operations.forEach((name, brokers) -> brokers.forEach(
                    (broker, entry) -> done.put(brokers.size() == 1 ? name : name + "/" + broker, entry)));
            document.put("operations", done);
            document.put("components", ordered("messages", messages, "messageTraits", traits, "schemas", schemas));
            return document;
        }

        /** The event as it is on a broker; answers the message's name. */
        private String message(OpenEdxPublicSignal<?> event, String broker, @Nullable String keyField) {
            String type = event.type().value();
            String id = type + "." + broker + (Objects.equals(keyField, event.keyField()) ? "" : "." + keyField);
            if (!messages.containsKey(id)) {
                EventHeaders headers = HEADERS.get(broker);
                Map<String, Object> message = begin(event, "application/avro");
                if (headers != null) {
                    traits.computeIfAbsent(broker, name -> trait(name, headers));
                    message.put("traits", List.of(reference("components/messageTraits/" + broker)));
                }
                if (broker.equals(KAFKA) && keyField != null) {
                    message.put("bindings", kafka("key", ordered("description", "`%s`, as Avro".formatted(keyField))));
                }
                message.put("payload", avro(event, message));
                example(
                        message,
                        headers == null ? null : headers(headers, sample(event)),
                        samples.of(event.hookClass()));
                messages.put(id, message);
            }
            return id;
        }

        /** The schema of the event in Avro. One shipped event has a name that Avro's names must not have. */
        private Map<String, Object> avro(OpenEdxPublicSignal<?> event, Map<String, Object> message) {
            if (!AVRO_NAME.matcher(event.type().value()).matches()) {
                message.merge("description", NO_AVRO_NAME, (words, more) -> words + " " + more);
                return records.json(shape(event));
            }
            String name = event.type().value() + ".avro";
            schemas.computeIfAbsent(
                    name,
                    key -> ordered(
                            "schemaFormat", AVRO_FORMAT, "schema", EventSchemas.avro(event.type(), shape(event))));
            return reference("components/schemas/" + name);
        }

        /** The event in JSON. */
        private void json(OpenEdxPublicSignal<?> event) {
            String id = event.type().value() + ".json";
            if (!messages.containsKey(id)) {
                schemas.put(id, envelope(event.type(), records.json(shape(event))));
                Map<String, Object> message = begin(event, "application/cloudevents+json");
                message.put("payload", reference("components/schemas/" + id));
                Map<String, Object> data = samples.of(event.hookClass());
                example(message, null, data == null ? null : envelope(sample(event), data));
                messages.put(id, message);
            }
        }

        private Map<String, Object> begin(OpenEdxPublicSignal<?> event, String contentType) {
            Map<String, Object> message = ordered(
                    "name", event.type().value(), "title", event.hookClass().getSimpleName());
            if (!event.description().isEmpty()) {
                message.put("summary", event.description());
            }
            EventSchemas.describe(message, words(event));
            Deprecation deprecation = event.deprecation();
            if (deprecation != null) {
                message.put("deprecated", true);
            }
            message.put("tags", List.of(Map.of("name", event.type().subdomain())));
            message.put("contentType", contentType);
            return message;
        }

        private String words(OpenEdxPublicSignal<?> event) {
            String words = docs.of(event.hookClass());
            Deprecation deprecation = event.deprecation();
            return (words == null ? event.description() : words)
                    + (event.warning().isEmpty() ? "" : " " + event.warning())
                    + (deprecation == null ? "" : " It is %s.".formatted(deprecation));
        }

        /** Whether the event has a form on the wire. */
        private boolean travels(OpenEdxPublicSignal<?> event) {
            try {
                return event.isBusCapable() && !shape(event).avroName().isEmpty();
            } catch (UnsupportedTypeException ex) {
                return false;
            }
        }

        private Shape.RecordOf shape(OpenEdxPublicSignal<?> event) {
            return codecs.of(event.details().hookClass().asSubclass(OpenEdxEvent.class))
                    .shape();
        }
    }

    /** A topic. */
    private static final class Channel {

        private final String topic;

        private final SortedMap<String, Object> messages = new TreeMap<>();

        private final SortedMap<String, Object> bindings = new TreeMap<>();

        Channel(String topic) {
            this.topic = topic;
        }

        void broker(String broker) {
            if (HEADERS.containsKey(broker)) {
                bindings.put(broker, broker.equals(KAFKA) ? Map.of("bindingVersion", KAFKA_BINDING) : Map.of());
            }
        }

        /** As a pointer in a fragment has it. */
        String reference() {
            try {
                String pointer = "/channels/" + topic.replace("~", "~0").replace("/", "~1");
                return "#" + new URI(null, null, pointer).toASCIIString().substring(1);
            } catch (URISyntaxException ex) {
                throw new IllegalArgumentException(ex);
            }
        }

        Map<String, Object> write() {
            return ordered("address", topic, "messages", messages, "bindings", bindings);
        }
    }

    private static Map<String, Object> trait(String broker, EventHeaders headers) {
        Map<String, Object> properties = new LinkedHashMap<>();
        headers(headers, sample(HookType.of("org.openedx.learning.badge.awarded.v1"), 0))
                .forEach((name, value) -> {
                    String meaning = MEANINGS.get(name.replaceFirst("^ce_", ""));
                    properties.put(
                            name,
                            meaning == null
                                    ? ordered("type", "string", "const", value)
                                    : ordered("type", "string", "description", meaning));
                });
        Map<String, Object> trait = ordered(
                "headers",
                ordered("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties));
        if (broker.equals(KAFKA)) {
            trait.put(
                    "bindings",
                    ordered(
                            KAFKA,
                            ordered(
                                    "schemaIdLocation", "payload",
                                    "schemaIdPayloadEncoding", "confluent",
                                    "schemaLookupStrategy", "TopicRecordNameStrategy",
                                    "bindingVersion", KAFKA_BINDING)));
        }
        return trait;
    }

    private static Map<String, Object> headers(EventHeaders headers, EventMetadata metadata) {
        Map<String, Object> texts = new LinkedHashMap<>();
        headers.write(metadata).forEach((name, value) -> texts.put(name, Utf8.decode(value, 0, value.length)));
        return texts;
    }

    private static Map<String, Object> kafka(String name, Object value) {
        return ordered(KAFKA, ordered(name, value, "bindingVersion", KAFKA_BINDING));
    }

    private static Map<String, Object> envelope(HookType type, Map<String, Object> data) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("specversion", ordered("const", "1.0"));
        properties.put("type", ordered("const", type.value()));
        properties.put("id", meaning("id", "type", "string", "format", "uuid"));
        properties.put("source", meaning("source", "type", "string"));
        properties.put("time", meaning("time", "type", "string", "format", "date-time"));
        properties.put("datacontenttype", ordered("const", "application/json"));
        properties.put("minorversion", meaning("minorversion", "type", "integer", "minimum", 0));
        properties.put("sourcehost", meaning("sourcehost", "type", "string"));
        properties.put("sourcelib", meaning("sourcelib", "type", "string"));
        properties.put("data", data);
        return ordered("type", "object", "required", List.copyOf(properties.keySet()), "properties", properties);
    }

    private static Map<String, Object> meaning(String name, Object... schema) {
        Map<String, Object> described = ordered(schema);
        described.put("description", Objects.requireNonNull(MEANINGS.get(name)));
        return described;
    }

    /** As {@link EventJsonModule} writes it. */
    private static Map<String, Object> envelope(EventMetadata metadata, Map<String, Object> data) {
        return ordered(
                "specversion", "1.0",
                "type", metadata.type().value(),
                "id", metadata.id().toString(),
                "source", metadata.source(),
                "time", IsoDateTime.format(metadata.time()),
                "datacontenttype", "application/json",
                "minorversion", metadata.minorVersion(),
                "sourcehost", metadata.sourceHost(),
                "sourcelib", EventHeaders.formatVersion(metadata.sourceLib()),
                "data", data);
    }

    private static void example(
            Map<String, Object> message, @Nullable Map<String, Object> headers, @Nullable Map<String, Object> payload) {
        Map<String, Object> example = new LinkedHashMap<>();
        if (headers != null) {
            example.put("headers", headers);
        }
        if (payload != null) {
            example.put("payload", payload);
        }
        if (!example.isEmpty()) {
            message.put("examples", List.of(example));
        }
    }

    private static EventMetadata sample(OpenEdxPublicSignal<?> event) {
        return sample(event.type(), event.minorVersion());
    }

    private static EventMetadata sample(HookType type, int minorVersion) {
        return new EventMetadata(
                type,
                UUID.fromString("1b671a64-40d5-11ee-be56-0242ac120002"),
                minorVersion,
                "openedx/lms/web",
                "lms-0",
                Instant.parse("2026-01-31T08:30:00Z"),
                List.of(11, 2, 0));
    }

    private static Map<String, Object> reference(String path) {
        return Map.of("$ref", "#/" + path);
    }
}

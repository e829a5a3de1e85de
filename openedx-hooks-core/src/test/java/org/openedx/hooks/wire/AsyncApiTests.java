/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.DeprecatedHook;
import org.openedx.hooks.Pii;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.catalog.HookDocs;
import org.openedx.hooks.event.EventHook;
import org.openedx.hooks.event.OpenEdxEvent;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.key.CourseKey;
import org.openedx.hooks.learning.event.CourseEnrollmentCreated;
import org.openedx.hooks.learning.event.CourseUnenrollmentCompleted;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** Events and topics as AsyncAPI 3.0, by the official schema of such documents (PUR-9). */
class AsyncApiTests {

    private static final ClassLoader CLASS_PATH = AsyncApiTests.class.getClassLoader();

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final OpenEdxPublicSignal<?> CREATED = OpenEdxPublicSignal.of(CourseEnrollmentCreated.class);

    private static final OpenEdxPublicSignal<?> COMPLETED = OpenEdxPublicSignal.of(CourseUnenrollmentCompleted.class);

    private static final JsonNode SHIPPED = document(shipped(), List.of());

    @Test
    void theDocumentOfAllShippedEventsIsAsyncApi() {
        assertIsAsyncApi(SHIPPED);
    }

    /** Else nothing of the rest would say anything. */
    @Test
    void theOfficialSchemaRefusesWhatIsNotAsyncApi() {
        ObjectNode document = (ObjectNode) SHIPPED.deepCopy();
        ObjectNode avro = (ObjectNode) document.path("components")
                .path("schemas")
                .path(CREATED.type() + ".avro")
                .path("schema");

        avro.put("type", "recrod");
        assertThat(Official.SCHEMA.validate(document)).isNotEmpty();
        avro.put("type", "record");
        assertThat(Official.SCHEMA.validate(document)).isEmpty();
        document.put("chanels", "none");
        assertThat(Official.SCHEMA.validate(document)).isNotEmpty();
    }

    @Test
    void whatIsDoneWithATopicOfOneNameOnTwoBrokersIsTwoOperations() {
        JsonNode document = document(
                List.of(),
                List.of(
                        AsyncApiOperation.send("prod", "redis", CREATED, null),
                        AsyncApiOperation.send("prod", "kafka", CREATED, null),
                        AsyncApiOperation.receive("prod", "kafka", "g", List.of(CREATED))));

        assertIsAsyncApi(document);
        assertThat(document.path("operations").propertyNames())
                .containsExactly(
                        "receive/prod/g",
                        "send/prod/org.openedx.learning.course.enrollment.created.v1/kafka",
                        "send/prod/org.openedx.learning.course.enrollment.created.v1/redis");
    }

    @Test
    void topicsAreChannelsWhereTheApplicationSendsAndReceives() {
        JsonNode document = document(
                List.of(),
                List.of(
                        AsyncApiOperation.send("prod-enrollment", "kafka", CREATED, "enrollment.course.course_key"),
                        AsyncApiOperation.send("prod-enrollment", "kafka", COMPLETED, "enrollment.user.id"),
                        AsyncApiOperation.receive("prod-grades", "redis", "analytics", List.of(CREATED))));

        assertIsAsyncApi(document);
        assertThat(document.at("/channels").propertyNames()).containsExactly("prod-enrollment", "prod-grades");
        assertThat(document.at("/channels/prod-enrollment/address").stringValue())
                .isEqualTo("prod-enrollment");
        assertThat(document.at("/channels/prod-enrollment/bindings").propertyNames())
                .containsExactly("kafka");
        assertThat(document.at("/channels/prod-grades/messages").propertyNames())
                .containsExactly("org.openedx.learning.course.enrollment.created.v1.redis");
        JsonNode operations = document.path("operations");
        assertThat(operations.propertyNames())
                .containsExactly(
                        "receive/prod-grades/analytics",
                        "send/prod-enrollment/org.openedx.learning.course.enrollment.created.v1",
                        "send/prod-enrollment/org.openedx.learning.course.unenrollment.completed.v1");
        assertThat(operations
                        .path("receive/prod-grades/analytics")
                        .path("action")
                        .stringValue())
                .isEqualTo("receive");
        assertThat(operations
                        .path("send/prod-enrollment/org.openedx.learning.course.unenrollment.completed.v1")
                        .toString())
                .contains("\"action\":\"send\"", "unenrollment.completed.v1.kafka.enrollment.user.id");
    }

    @Test
    void aConsumerGroupOnKafkaIsInTheBinding() {
        JsonNode document =
                document(List.of(), List.of(AsyncApiOperation.receive("topic", "kafka", "mine", List.of(CREATED))));

        assertIsAsyncApi(document);
        assertThat(document.at("/operations/receive~1topic~1mine/bindings/kafka/groupId/enum/0")
                        .stringValue())
                .isEqualTo("mine");
    }

    @Test
    void anOddTopicIsPointedAtAsPointersAreWritten() {
        JsonNode document = document(
                List.of(), List.of(AsyncApiOperation.receive("a/b~c d%e#ü", "redis", "group", List.of(CREATED))));

        assertIsAsyncApi(document);
        assertThat(document.path("operations").toString()).contains("\"#/channels/a~1b~0c%20d%25e%23%C3%BC\"");
    }

    @Test
    void ofAnUnknownBrokerNothingIsMadeUp() {
        JsonNode document = document(List.of(), List.of(AsyncApiOperation.send("topic", "pigeons", CREATED, null)));

        assertIsAsyncApi(document);
        assertThat(document.at("/components/messageTraits").isEmpty()).isTrue();
        assertThat(document.at("/channels/topic/bindings").isEmpty()).isTrue();
        assertThat(message(document, CREATED, "pigeons").path("payload").isObject())
                .isTrue();
    }

    @Test
    void everyMessageHasItsPayloadAsItIsInARegistry() {
        for (OpenEdxPublicSignal<?> event : shipped()) {
            JsonNode avro = SHIPPED.path("components").path("schemas").path(event.type() + ".avro");
            if (event.isBusCapable() && !event.type().value().contains("-")) {
                assertThat(avro.path("schema"))
                        .isEqualTo(JSON.readTree(codec(event).schemaText()));
                assertThat(avro.path("schemaFormat").stringValue())
                        .isEqualTo("application/vnd.apache.avro+json;version=1.9.0");
            }
        }
    }

    /** Avro's names have no hyphens, and validators of Avro never come back from one. */
    @Test
    void anEventWhoseNameAvroRefusesIsDescribedAsJson() {
        JsonNode message = SHIPPED.path("components")
                .path("messages")
                .path("org.openedx.enterprise.subsidy.redemption-reversed.v1.redis");

        assertThat(message.at("/payload/$ref").stringValue()).endsWith("SubsidyRedemptionReversed");
        assertThat(message.path("description").stringValue()).contains("no namespace that Avro allows");
    }

    @Test
    void everyExampleIsWhatItsSchemasSayAndCanBeReadAsAnEvent() {
        JsonMapper events = JsonMapper.builder()
                .addModule(new EventJsonModule(EventCodecs.standard(), HookCatalog.load(CLASS_PATH)))
                .build();
        for (OpenEdxPublicSignal<?> event : shipped()) {
            if (event.isBusCapable()) {
                JsonNode message = message(SHIPPED, event, "json");
                JsonNode example = message.at("/examples/0/payload");
                assertThat(schemaAt(SHIPPED, message.at("/payload/$ref")).validate(example))
                        .as("example of %s", event)
                        .isEmpty();
                CloudEvent read = events.treeToValue(example, CloudEvent.class);
                assertThat(events.writeValueAsString(read)).isEqualTo(example.toString());

                JsonNode onKafka = message(SHIPPED, event, "kafka");
                assertThat(schemaAt(SHIPPED, "#/components/messageTraits/kafka/headers")
                                .validate(onKafka.at("/examples/0/headers")))
                        .isEmpty();
                assertThat(onKafka.at("/examples/0/payload")).isEqualTo(example.path("data"));
            }
        }
    }

    @Test
    void theSchemaOfJsonRefusesWhatTheCodecRefuses() {
        JsonNode message = message(SHIPPED, CREATED, "json");
        Schema schema = schemaAt(SHIPPED, message.at("/payload/$ref"));
        ObjectNode example = (ObjectNode) message.at("/examples/0/payload").deepCopy();

        ((ObjectNode) example.at("/data/enrollment")).putNull("created_by");
        assertThat(schema.validate(example)).isEmpty();
        ((ObjectNode) example.at("/data/enrollment")).put("is_active", "yes");
        assertThat(schema.validate(example)).isNotEmpty();
        ((ObjectNode) example.at("/data/enrollment")).put("is_active", true);
        ((ObjectNode) example.at("/data/enrollment")).remove("mode");
        assertThat(schema.validate(example)).isNotEmpty();
    }

    @Test
    void headersAreThoseOfEachBroker() {
        assertThat(SHIPPED.at("/components/messageTraits/kafka/headers/properties")
                        .propertyNames())
                .contains("ce_type", "ce_id", "content-type", "sourcelib");
        assertThat(SHIPPED.at("/components/messageTraits/kafka/headers/properties/ce_specversion/const")
                        .stringValue())
                .isEqualTo("1.0");
        assertThat(SHIPPED.at("/components/messageTraits/redis/headers/properties")
                        .propertyNames())
                .contains("type", "id", "minorversion")
                .doesNotContain("ce_type", "event_data");
    }

    @Test
    void wordsComeFromTheJavadocAndTellWhatIsPersonal() {
        assertThat(message(SHIPPED, CREATED, "kafka").path("description").stringValue())
                .isEqualTo("A learner was enrolled in a course.");
        JsonNode user = SHIPPED.path("components").path("schemas").path("org.openedx.hooks.learning.data.UserData");
        assertThat(user.at("/properties/id/description").stringValue()).isNotEmpty();
        assertThat(SHIPPED.path("components")
                        .path("schemas")
                        .path("org.openedx.hooks.learning.data.UserPersonalData")
                        .at("/properties/email/x-personal")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void aDeprecatedEventSaysSinceWhenAndWhatToUse() {
        OpenEdxPublicSignal<?> old = OpenEdxPublicSignal.of(OldThingMoved.class);
        JsonNode document = document(List.of(old), List.of());

        assertIsAsyncApi(document);
        JsonNode message = message(document, old, "redis");
        assertThat(message.path("deprecated").booleanValue()).isTrue();
        assertThat(message.path("description").stringValue())
                .contains("deprecated since 1.2, replaced by com.example.things.thing.moved.v1");
    }

    @Test
    void everyTypeThatTravelsHasASchema() {
        OpenEdxPublicSignal<?> event = OpenEdxPublicSignal.of(ThingMeasured.class);
        JsonNode document = document(List.of(event), List.of());

        assertIsAsyncApi(document);
        Schema schema = schemaAt(document, message(document, event, "json").at("/payload/$ref"));
        JsonNode example = message(document, event, "json").at("/examples/0/payload");
        assertThat(schema.validate(example)).isEmpty();
        ((ObjectNode) example.at("/data/measure")).put("ratio", "NaN");
        assertThat(schema.validate(example)).isEmpty();
        ((ObjectNode) example.at("/data/measure")).put("count", 1L << 31);
        assertThat(schema.validate(example)).isNotEmpty();
    }

    @Test
    void anEventThatCannotTravelIsLeftOut() {
        JsonNode document = document(
                List.of(OpenEdxPublicSignal.of(ThingStreamed.class)),
                List.of(AsyncApiOperation.send("topic", "kafka", OpenEdxPublicSignal.of(ThingStreamed.class), null)));

        assertIsAsyncApi(document);
        assertThat(document.at("/components/messages").isEmpty()).isTrue();
    }

    /** With {@code -Dopenedx.hooks.regenerate=true} it is written anew. */
    @Test
    void theDocumentOfASmallApplicationIsAsItWas() throws IOException {
        OpenEdxPublicSignal<?> measured = OpenEdxPublicSignal.of(ThingMeasured.class);
        OpenEdxPublicSignal<?> old = OpenEdxPublicSignal.of(OldThingMoved.class);
        OpenEdxPublicSignal<?> weighed = OpenEdxPublicSignal.of(ThingWeighed.class);
        Map<String, Object> document = new AsyncApi(HookDocs.of(CLASS_PATH), EventCodecs.standard())
                .document(
                        "Things",
                        "1.2.3",
                        List.of(old),
                        List.of(
                                AsyncApiOperation.send("prod-things", "kafka", measured, "measure.sum"),
                                AsyncApiOperation.send("prod-things", "kafka", weighed, null),
                                AsyncApiOperation.send("dev-things", "redis", weighed, "thing"),
                                AsyncApiOperation.receive("prod-things", "kafka", "scales", List.of(measured, weighed)),
                                AsyncApiOperation.receive("dev-things", "redis", "scales", List.of(old)),
                                AsyncApiOperation.receive("dev-things", "pigeons", "loft", List.of(old))));
        String json = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        Path file = Path.of("src", "test", "resources", "asyncapi", "things.json");
        if (Boolean.getBoolean("openedx.hooks.regenerate")) {
            Files.writeString(file, json);
        }

        assertThat(json).isEqualToNormalizingNewlines(Files.readString(file));
        assertIsAsyncApi(JSON.readTree(json));
    }

    @Test
    @SuppressWarnings("NullAway") // what callers in other languages give
    void anOperationNeedsATopicABrokerAndWhoeverReceivesAGroup() {
        assertThatNullPointerException()
                .isThrownBy(() -> AsyncApiOperation.send(null, "kafka", CREATED, null))
                .withMessage("topic");
        assertThatNullPointerException()
                .isThrownBy(() -> AsyncApiOperation.send("topic", null, CREATED, null))
                .withMessage("broker");
        assertThatNullPointerException()
                .isThrownBy(() -> AsyncApiOperation.receive("topic", "kafka", null, List.of(CREATED)))
                .withMessage("group");
        assertThatNullPointerException()
                .isThrownBy(() -> new AsyncApi(HookDocs.of(CLASS_PATH), null))
                .withMessage("codecs");
        assertThatNullPointerException()
                .isThrownBy(() -> new AsyncApi(null, EventCodecs.standard()))
                .withMessage("docs");
    }

    @Test
    void anOperationKeepsItsEventsInTheirOrder() {
        Map<OpenEdxPublicSignal<?>, @Nullable String> events = new LinkedHashMap<>();
        events.put(COMPLETED, null);
        events.put(CREATED, "enrollment.user.id");
        AsyncApiOperation operation = new AsyncApiOperation("topic", "kafka", null, events);
        events.clear();

        assertThat(operation.events().keySet()).containsExactly(COMPLETED, CREATED);
        assertThat(operation.events()).isUnmodifiable();
        assertThat(AsyncApiOperation.receive("t", "redis", "g", List.of(CREATED)))
                .isEqualTo(new AsyncApiOperation("t", "redis", "g", Collections.singletonMap(CREATED, null)));
        assertThat(AsyncApiOperation.send("t", "redis", CREATED, "k"))
                .isEqualTo(new AsyncApiOperation("t", "redis", null, Map.of(CREATED, "k")));
    }

    @Test
    void theOrderDoesNotDependOnThatOfWhatItIsMadeFrom() {
        List<OpenEdxPublicSignal<?>> events = new ArrayList<>(shipped());
        List<AsyncApiOperation> operations = new ArrayList<>(List.of(
                AsyncApiOperation.send("b", "kafka", CREATED, null),
                AsyncApiOperation.receive("a", "redis", "g", List.of(CREATED, COMPLETED)),
                AsyncApiOperation.receive("b", "redis", "g", List.of())));
        String document = document(events, operations).toString();
        Collections.reverse(events);
        Collections.reverse(operations);
        operations.set(1, AsyncApiOperation.receive("a", "redis", "g", List.of(COMPLETED, CREATED)));

        assertThat(document(events, operations)).hasToString(document);
    }

    private static List<OpenEdxPublicSignal<?>> shipped() {
        List<OpenEdxPublicSignal<?>> events = new ArrayList<>();
        HookCatalog.load(CLASS_PATH).definitions().forEach(hook -> {
            if (hook instanceof OpenEdxPublicSignal<?> event) {
                events.add(event);
            }
        });
        return events;
    }

    private static JsonNode document(List<OpenEdxPublicSignal<?>> events, List<AsyncApiOperation> operations) {
        return JSON.valueToTree(new AsyncApi(HookDocs.of(CLASS_PATH), EventCodecs.standard())
                .document("Test", "1.0.0", events, operations));
    }

    private static EventCodec<?> codec(OpenEdxPublicSignal<?> event) {
        return EventCodecs.standard().of(event.details().hookClass().asSubclass(OpenEdxEvent.class));
    }

    private static JsonNode message(JsonNode document, OpenEdxPublicSignal<?> event, String form) {
        return document.path("components").path("messages").path(event.type() + "." + form);
    }

    private static void assertIsAsyncApi(JsonNode document) {
        assertThat(Official.SCHEMA.validate(document)).isEmpty();
        for (JsonNode reference : document.findValues("$ref")) {
            assertThat(target(document, reference.stringValue()).isObject())
                    .as("target of %s", reference)
                    .isTrue();
        }
    }

    private static JsonNode target(JsonNode document, String reference) {
        return document.at(
                JsonPointer.compile(URI.create("http://x/" + reference).getFragment()));
    }

    private static Schema schemaAt(JsonNode document, JsonNode reference) {
        return schemaAt(document, reference.stringValue());
    }

    private static Schema schemaAt(JsonNode document, String reference) {
        ObjectNode schema = JSON.createObjectNode().put("$ref", reference);
        schema.set("components", document.path("components"));
        return SCHEMAS.getSchema(schema);
    }

    /** As its authors publish it. */
    private static final class Official {

        private static final Schema SCHEMA = read();

        private static Schema read() {
            try (InputStream in = AsyncApiTests.class.getResourceAsStream("/asyncapi/3.0.0.json")) {
                return SCHEMAS.getSchema(JSON.readTree(in));
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }
    }

    @DeprecatedHook(since = "1.2", replacedBy = "com.example.things.thing.moved.v1")
    @EventHook(type = "com.example.things.old_thing.moved.v1", description = "An old thing was moved.")
    record OldThingMoved(String name) implements OpenEdxEvent {}

    @EventHook(type = "com.example.things.thing.measured.v1", keyField = "measure.count")
    record ThingMeasured(Measure measure) implements OpenEdxEvent {}

    record Measure(
            int count,
            long sum,
            double ratio,
            ByteBuffer raw,
            List<Map<String, Double>> series,
            @Pii @Nullable String who,
            @Nullable Measured what) {}

    record Measured(String name) {}

    @EventHook(
            type = "com.example.things.thing.weighed.v1",
            minorVersion = 2,
            description = "A thing was weighed.",
            keyField = "thing",
            warning = "It is heavy.")
    record ThingWeighed(
            UUID thing,
            OffsetDateTime at,
            CourseKey course,
            Measured first,
            @Nullable Measured second) implements OpenEdxEvent {}

    @EventHook(type = "com.example.things.thing.streamed.v1")
    record ThingStreamed(InputStream bytes) implements OpenEdxEvent {}
}
